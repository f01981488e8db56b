import { setTimeout as pause } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { reasonOf } from "../platform/start-refused.ts";
import { destroyKeys, goOnErasing, withErasureLock } from "./go-on.ts";
import { forgetOldWords, type RetentionParts } from "./retention.ts";

const everyMs = 1_000;
/** Words are kept by the month. */
const forgetsEveryMs = 3_600_000;

/** Goes on with erasures, whoever began them, and forgets what is too old, until it is disposed of; what is under way then another process goes on with. */
export function startErasing(parts: RetentionParts): AsyncDisposable {
  const closing = new AbortController();
  const { signal } = closing;
  const report = atMostHourly(parts.report);
  const telling = { ...parts, report };
  const failed = (what: string) => (error: unknown) => {
    if (!signal.aborted) report(`${what}: ${reasonOf(error)}`);
  };
  const eachSecond = async (work: () => Promise<void>): Promise<void> => {
    while (!signal.aborted) {
      await work();
      await pause(everyMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  };
  let forgetsAt = 0;
  const running = Promise.all([
    eachSecond(() => destroyKeys(telling, signal).catch(failed("No key can be destroyed just now"))),
    eachSecond(async () => {
      await goOnErasing(telling, signal).catch(failed("Nobody can be erased just now"));
      if (performance.now() >= forgetsAt) {
        forgetsAt = performance.now() + forgetsEveryMs;
        const forgetting = withErasureLock(parts.auth.pool, () => forgetOldWords(telling, signal));
        await forgetting.catch(failed("What is too old could not be forgotten"));
      }
    }),
  ]);
  return {
    async [Symbol.asyncDispose]() {
      closing.abort();
      await running;
    },
  };
}

/** What waits is looked at each second, and said once an hour. */
function atMostHourly(report: (sentence: string) => void): (sentence: string) => void {
  const said = new LRUCache<string, true>({ max: 1_000, ttl: 3_600_000 });
  return (sentence) => {
    if (said.has(sentence)) return;
    said.set(sentence, true);
    report(sentence);
  };
}
