import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { reasonOf } from "../platform/start-refused.ts";
import { stop, type ProofThreadSettings, type Report } from "./thread-settings.ts";

const againAfterMs = 10_000;
/** In megabytes. Without a limit the heap grows by what building throws away, since there is room. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };
const stopWithinMs = 15_000;

export interface ProvingOptions {
  readonly settings: ProofThreadSettings;
  /** Told, a sentence each, of outages, of the thread's deaths, and of a log that is not what was proved. */
  readonly report: (sentence: string) => void;
}

/** Proves the log in a thread, until it is disposed of. Should the thread die, another one goes on where it stood. */
export function startProving({ settings, report }: ProvingOptions): AsyncDisposable {
  const closed = new AbortController();
  const { signal } = closed;
  let thread: Worker | null = null;
  const untilGone = (): Promise<string> => {
    const options = { workerData: settings, name: "proof", resourceLimits };
    const started = new Worker(new URL("thread.ts", import.meta.url), options);
    thread = started;
    let death = "";
    started.on("message", ({ sentence }: Report) => report(sentence));
    started.on("error", (error) => (death = reasonOf(error)));
    return new Promise((resolve) => {
      started.once("exit", (code) => {
        thread = null;
        resolve(death || `exit code ${code}`);
      });
    });
  };
  const running = (async () => {
    while (!signal.aborted) {
      const death = await untilGone();
      if (signal.aborted) return;
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
