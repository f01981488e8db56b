import { freePort } from "../../src/platform/postgres/embedded/cluster.ts";
import { mustAgree } from "../support/benchmark.ts";
import { startProcess } from "../support/process.ts";
import { query } from "../support/postgres.ts";
import type { Sending } from "./load.ts";

export type PlainRoute = "plain" | "ordered";

export interface Contender extends Sending, AsyncDisposable {
  /** Waits until everything that follows from what was accepted is done. @returns how long that took, in seconds. */
  settle(): Promise<number>;
  /** @throws when what was accepted is not what is there. */
  check(accepted: number): Promise<void>;
}

/** The baseline: a route that inserts a row, or counts a conversation's sequence up and inserts a row. */
export async function plainRoute(url: string, route: PlainRoute, conversations: number): Promise<Contender> {
  const port = await freePort();
  const server = startProcess("baseline/server.ts", [url, String(port)]);
  await server.line();
  const base = `http://127.0.0.1:${port}`;
  const ids = Array.from({ length: conversations }, (_, n) => `conversation-${n}`);
  for (const id of ids) await fetch(`${base}/conversations/${id}`, { method: "PUT" });
  return {
    url: base,
    targets: ids.map((id) => ({ path: `/${route}/${id}/messages`, token: "none" })),
    settle: () => Promise.resolve(0),
    async check(accepted) {
      const [row] = await query<{ count: string }>(url, "select count(*) as count from messages");
      mustAgree("The rows inserted", { counted: accepted, found: Number(row?.count) });
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
