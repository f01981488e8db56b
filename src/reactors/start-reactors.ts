import type { Pool } from "pg";
import { leaseTimes, type LeaseTimes } from "../projections/lease.ts";
import type { Log } from "../projections/pages.ts";
import { newHolder } from "../projections/presence.ts";
import { runChore, type Chore } from "./chores.ts";
import { reactedStreams, reactedTo, reactTo, type ReactionContext } from "./reactions.ts";
import { runReactor } from "./reactor.ts";

export interface ReactorsOptions {
  readonly pool: Pool;
  readonly log: Log;
  readonly context: ReactionContext;
  /** Looked after beside the log. */
  readonly chores: readonly Chore[];
  readonly times?: LeaseTimes;
  /** Told, a sentence each, of what is waited out and tried again. */
  readonly report: (sentence: string) => void;
}

/** What happens by itself: reactions to the log, in one process at a time, and chores. Until it is disposed of. */
export function startReactors(options: ReactorsOptions): AsyncDisposable {
  const { pool, log, context, chores, times = leaseTimes, report } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const reacting = runReactor({
    pool,
    log,
    prefixes: reactedStreams,
    types: reactedTo,
    react: (event) => reactTo(event, context),
    holder: newHolder(),
    times,
    signal,
    report,
  });
  const looking = chores.map((chore) => runChore(chore, { signal, report }));
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all([reacting, ...looking]);
    },
  };
}
