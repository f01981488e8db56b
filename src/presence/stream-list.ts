import { reasonOf } from "../platform/start-refused.ts";
import type { OpenStream, StreamChanges, StreamTable } from "./stream-table.ts";

const writeEveryMs = 2_000;

export interface StreamListParts {
  readonly table: Pick<StreamTable, "beat" | "write" | "leave">;
  /** Those that are open in this process. */
  readonly open: () => Iterable<OpenStream>;
  readonly report: (sentence: string) => void;
}

/**
 * Writes down which streams are open in this process, and how far each was told, so that operators see those of all
 * processes: what changed, every two seconds.
 */
export class StreamList {
  readonly #parts: StreamListParts;
  #written = new Map<number, string>();
  #isFailing = false;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;

  constructor(parts: StreamListParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#writing ??= this.write().finally(() => (this.#writing = null));
    }, writeEveryMs);
  }

  /** What cannot be written now is written the next time, and said once. */
  async write(): Promise<void> {
    const { table, report } = this.#parts;
    try {
      if (this.#isFailing) await table.leave(); // what of it was written is not known
      if (await table.beat()) this.#written.clear();
      await table.write(this.#changes());
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) report(`Operators cannot see which streams are open: ${reasonOf(error)}`);
      this.#isFailing = true;
    }
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#writing;
    await this.#parts.table.leave().catch((error: unknown) => this.#parts.report(reasonOf(error)));
  }

  #changes(): StreamChanges {
    const before = this.#written;
    this.#written = new Map();
    const written: OpenStream[] = [];
    for (const stream of this.#parts.open()) {
      const state = `${stream.position} ${stream.isLive} ${stream.toldAt?.getTime()}`;
      if (before.get(stream.number) !== state) written.push(stream);
      this.#written.set(stream.number, state);
      before.delete(stream.number);
    }
    return { written, gone: [...before.keys()] };
  }
}
