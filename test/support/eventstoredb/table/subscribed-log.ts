import type { RawReadMessage, RawRecordedEvent } from "../raw/read-messages.ts";
import type { RawFilter, RawPosition } from "../raw/requests.ts";
import { eventsIn, fresh, type TableServer } from "./server.ts";

/**
 * Two streams that nobody else writes to, one whose events match and one whose events do not, and a notation for what
 * a subscription says of them: #5 is the sixth of their events, @5 a checkpoint there, (@5) one without a prepare
 * position and = that it has caught up.
 */
export class SubscribedLog {
  readonly prefix = fresh("subscribed");
  readonly filter: RawFilter = { on: "stream", prefixes: [`${this.prefix}-m`] };
  readonly #server: TableServer;
  /** The last event before those of this log. */
  readonly #origin: RawPosition;
  readonly #positions: string[] = [];

  private constructor(server: TableServer, origin: RawPosition) {
    this.#server = server;
    this.#origin = origin;
  }

  static async empty(server: TableServer): Promise<SubscribedLog> {
    return new SubscribedLog(server, await server.head());
  }

  /** The sixth, the 71st and the 96th match. */
  static async ofAHundred(server: TableServer): Promise<SubscribedLog> {
    const log = await SubscribedLog.empty(server);
    for (const [stream, count] of [
      ["n", 5],
      ["m", 1],
      ["n", 64],
      ["m", 1],
      ["n", 24],
      ["m", 1],
      ["n", 4],
    ] as const) {
      await log.append(stream, count);
    }
    return log;
  }

  async append(stream: "m" | "n", count: number, data = "{}"): Promise<void> {
    const name = `${this.prefix}-${stream}`;
    const events = Array.from({ length: count }, () => ({ type: name, data }));
    await this.#server.client.append({ stream: name, expected: "any", events });
    const own = (await this.#everything()).filter((event) => event.stream.startsWith(this.prefix));
    this.#positions.push(...own.slice(this.#positions.length).map(({ position }) => position.commit));
  }

  /** False if somebody else has written since this log began. Checkpoints count every event, whoever's it is. */
  async isAlone(): Promise<boolean> {
    return (await this.#everything()).every((event) => event.stream.startsWith(this.prefix));
  }

  async #everything(): Promise<RawRecordedEvent[]> {
    const { messages } = await this.#server.client.read({ from: this.#origin });
    return eventsIn(messages).slice(1);
  }

  at(index: number, offset = 0n): RawPosition {
    const position = String(BigInt(this.#positions[index] ?? 0) + offset);
    return { commit: position, prepare: position };
  }

  trace(messages: readonly RawReadMessage[]): string {
    return messages.map((message) => this.#notation(message)).join(" ");
  }

  #notation(message: RawReadMessage): string {
    if (message.kind === "caught up") return "=";
    if (message.kind === "event") return `#${this.#positions.indexOf(message.commit)}`;
    if (message.kind !== "checkpoint") return message.kind;
    const at = `@${this.#positions.indexOf(message.position.commit)}`;
    return message.position.prepare === message.position.commit ? at : `(${at})`;
  }
}

/** Repeats a scenario until nobody else has written meanwhile, which on a shared server may take some turns. */
export async function undisturbed<Seen>(scenario: () => Promise<{ log: SubscribedLog; seen: Seen }>): Promise<Seen> {
  for (;;) {
    const { log, seen } = await scenario();
    if (await log.isAlone()) return seen;
  }
}
