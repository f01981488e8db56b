import { mustAgree } from "../support/benchmark.ts";
import { Emmett } from "../support/emmett.ts";
import type { Sample } from "../support/in-turns.ts";
import { query } from "../support/postgres.ts";

const events = 10_000;

export interface EmmettList extends AsyncDisposable {
  rebuild(): Promise<Sample>;
}

/** emmett and a log of its own, in a process of its own; it is slow enough for ten thousand events to do. */
export async function emmettList(url: string): Promise<EmmettList> {
  const emmett = await Emmett.start("rebuild.ts", [url, String(events)]);
  return {
    async rebuild() {
      await forget(url);
      const sample = await emmett.ask<Sample>("rebuild");
      const [row] = await query<{ count: string }>(url, "select sum(count) as count from list");
      mustAgree("Messages in emmett's list", { counted: events, found: Number(row?.count) });
      return sample;
    },
    [Symbol.asyncDispose]: () => emmett.end(),
  };
}

/** From nothing: left alone it would go on where its last rebuild ended. Before the first there are no tables. */
async function forget(url: string): Promise<void> {
  const [found] = await query<{ has: boolean }>(url, "select to_regclass('list') is not null as has");
  if (found?.has === true) await query(url, "truncate list, emt_processors");
}
