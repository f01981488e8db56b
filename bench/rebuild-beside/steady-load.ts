import autocannon from "autocannon";
import { randomUUID } from "node:crypto";
import type { Sending } from "../send/load.ts";

const connections = 20;
const perSecond = 200;
/** Ended before, when what it is measured beside is done. */
const longestSeconds = 3_600;

export interface SteadyResult {
  readonly accepted: number;
  /** Milliseconds. */
  readonly p99: number;
}

/** Sends two hundred messages a second for as long as the work takes. @throws when one of them is not accepted. */
export async function sendingDuring({ url, targets }: Sending, work: () => Promise<void>): Promise<SteadyResult> {
  let next = 0;
  let load: autocannon.Instance | undefined;
  const ended = new Promise<autocannon.Result>((resolve, reject) => {
    const onEnd = (error: unknown, result: autocannon.Result): void =>
      error ? reject(new Error("The load failed.", { cause: error })) : resolve(result);
    const setupRequest = (request: autocannon.Request): autocannon.Request => {
      const target = targets[next++ % targets.length];
      const headers = { "content-type": "application/json", authorization: `Bearer ${target?.token}` };
      const body = JSON.stringify({ content: `The ${next}th thing that was said.`, client_message_id: randomUUID() });
      return { ...request, path: target?.path ?? "/", headers, body };
    };
    const requests = [{ method: "POST" as const, setupRequest }];
    load = autocannon({ url, connections, overallRate: perSecond, duration: longestSeconds, requests }, onEnd);
  });
  try {
    await work();
  } finally {
    load?.stop();
  }
  const { latency, errors, non2xx, "2xx": accepted } = await ended;
  if (errors > 0 || non2xx > 0) throw new Error(`Of the messages ${errors + non2xx} were not accepted.`);
  return { accepted, p99: latency.p99 };
}
