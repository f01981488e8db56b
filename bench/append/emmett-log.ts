import { mustAgree } from "../support/benchmark.ts";
import { Emmett } from "../support/emmett.ts";
import { countOf } from "../support/postgres.ts";
import type { Appending } from "./appending.ts";

interface Answer {
  readonly done: number;
  readonly seconds: number;
  readonly acknowledged: number;
}

/** emmett in a process of its own: told a number of seconds it writes for so long and answers with what it did. */
export async function emmettLog(url: string, writerCount: number): Promise<Appending> {
  const emmett = await Emmett.start("append.ts", [url, String(writerCount)]);
  let acknowledged = 0;
  return {
    async writeFor(seconds) {
      const answer = await emmett.ask<Answer>(seconds);
      acknowledged = answer.acknowledged;
      return answer;
    },
    async check() {
      mustAgree("emmett's events", { counted: acknowledged, found: await countOf(url, "emt_messages") });
    },
    [Symbol.asyncDispose]: () => emmett.end(),
  };
}
