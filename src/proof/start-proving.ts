import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { reasonOf } from "../platform/start-refused.ts";
import { isProved, type ProvedLog } from "./is-proved.ts";
import { stop, type ProofThreadSettings, type Report } from "./thread-settings.ts";

const lookEveryMs = 1_000;
/** So seldom that starting again costs nothing beside what resting frees. */
const minuteMs = 60_000;
const againAfterMs = 10_000;
/** In megabytes. Without a limit the heap grows by what building throws away, since there is room. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };
const stopWithinMs = 15_000;

export interface ProvingOptions extends ProvedLog {
  readonly settings: Omit<ProofThreadSettings, "restAfterMs">;
  /** Told, a sentence each, of outages, of the thread's deaths, and of a log that is not what was proved. */
  readonly report: (sentence: string) => void;
  readonly restAfterMs?: number;
}

/**
 * Proves the log, until it is disposed of, in a thread that is there while something is to be proved: it takes 20 MB.
 * Should the thread die, another one goes on where it stood.
 */
export function startProving(options: ProvingOptions): AsyncDisposable {
  const { settings, report, restAfterMs = minuteMs } = options;
  const closed = new AbortController();
  const { signal } = closed;
  let thread: Worker | null = null;
  /** One thread's life. @returns why it died; null where it ended by itself. */
  const untilGone = (): Promise<string | null> => {
    const started = new Worker(new URL("thread.ts", import.meta.url), {
      workerData: { ...settings, restAfterMs } satisfies ProofThreadSettings,
      name: "proof",
      resourceLimits,
    });
    thread = started;
    let death: string | null = null;
    started.on("message", ({ sentence }: Report) => report(sentence));
    started.on("error", (error) => (death = reasonOf(error)));
    return new Promise((resolve) => {
      started.once("exit", (code) => {
        thread = null;
        resolve(death ?? (code === 0 ? null : `exit code ${code}`));
      });
    });
  };
  const running = (async () => {
    while (await isCalledFor(options, signal)) {
      const death = await untilGone();
      if (signal.aborted || death === null) continue;
      report(`The thread that proves the log is gone (${death}); it is started again.`);
      await pause(againAfterMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      closed.abort();
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread?.postMessage(stop);
      const late = setTimeout(() => void thread?.terminate(), stopWithinMs);
      await running;
      clearTimeout(late);
    },
  };
}

/**
 * Waits until something is to be proved, or that cannot be told: the thread says why.
 * @returns false once it was aborted.
 */
async function isCalledFor(log: ProvedLog, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (!(await isProved(log).catch(() => false))) return !signal.aborted;
    await pause(lookEveryMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
  return false;
}
