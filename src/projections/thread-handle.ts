import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { reasonOf } from "../platform/start-refused.ts";
import { newHolder } from "./presence.ts";
import { stop, type PoolUse, type Report, type ThreadSettings } from "./thread-messages.ts";

const firstPauseMs = 100;
const longestPauseMs = 10_000;
/** A thread that lived so long was well: should it die then, the next one is started at once. */
const wellAfterMs = 30_000;
const stopWithinMs = 15_000;
/** In megabytes. Without limits the heap grows by what a rebuild throws away, since there is room. */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 24 };

export interface ProjectionThreadOptions {
  readonly settings: Omit<ThreadSettings, "holder">;
  /** Told, a sentence each, of stops, outages, and of the thread's deaths. */
  readonly report: (sentence: string) => void;
  /** What runs in the thread; by default the projections. */
  readonly script?: URL;
}

/** The thread that keeps the read models up to date. Should it die, another one goes on where it stood. */
export class ProjectionThread {
  readonly #settings: ThreadSettings;
  readonly #report: (sentence: string) => void;
  readonly #script: URL;
  readonly #closed = new AbortController();
  #thread: Worker | null = null;
  #pool: PoolUse | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor({ settings, report, script = new URL("thread.ts", import.meta.url) }: ProjectionThreadOptions) {
    this.#settings = { ...settings, holder: newHolder() };
    this.#report = report;
    this.#script = script;
  }

  start(): void {
    this.#running = this.#keepRunning();
  }

  /** Bytes that its heap uses, and that it holds outside of the heap; null while there is no thread. */
  async memory(): Promise<{ readonly heap: number; readonly external: number } | null> {
    if (!this.#thread) return null;
    const { used_heap_size: heap, external_memory: external } = await this.#thread.getHeapStatistics();
    return { heap, external };
  }

  /** How its pool was some seconds ago; null while there is no thread. */
  pool(): PoolUse | null {
    return this.#pool;
  }

  /** Finishes the batches under way and lets the leases go; after 15 s it does not wait any longer. */
  async close(): Promise<void> {
    this.#closed.abort();
    this.#thread?.postMessage(stop);
    const late = setTimeout(() => void this.#thread?.terminate(), stopWithinMs);
    await this.#running;
    clearTimeout(late);
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#closed;
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      const began = performance.now();
      const death = await this.#untilGone();
      if (signal.aborted) return;
      this.#report(`The projections' thread is gone (${death}); it is started again.`);
      pauseMs = performance.now() - began > wellAfterMs ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  }

  /** One thread's life. @returns why it ended. */
  #untilGone(): Promise<string> {
    const thread = new Worker(this.#script, { workerData: this.#settings, name: "projections", resourceLimits });
    this.#thread = thread;
    let death = "";
    thread.on("message", (said: Report | PoolUse) => {
      if (said.kind === "report") this.#report(said.sentence);
      else this.#pool = said;
    });
    thread.on("error", (error) => (death = reasonOf(error)));
    return new Promise((resolve) => {
      thread.once("exit", (code) => {
        this.#thread = null;
        this.#pool = null;
        resolve(death || `exit code ${code}`);
      });
    });
  }
}
