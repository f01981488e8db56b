import type { Pool } from "pg";
import { leaseTimes, type LeaseTimes } from "../projections/lease.ts";
import type { Log } from "../projections/pages.ts";
import { newHolder } from "../projections/presence.ts";
import { reactedStreams, reactedTo, reactTo, type ReactionContext } from "./reactions.ts";
import { callForIntents, type CallingKind } from "./call-for-intents.ts";
import { runReactor } from "./reactor.ts";

export interface ReactorsOptions {
  readonly pool: Pool;
  readonly log: Log;
  readonly context: ReactionContext;
  /** What events call for, to be done later. */
  readonly kinds: readonly CallingKind[];
  /** Told when there are new intents. */
  readonly onIntents: () => void;
  readonly times?: LeaseTimes;
  /** Told, a sentence each, of what is waited out and tried again. */
  readonly report: (sentence: string) => void;
}

/** What happens because of events: at once, or noted to be done later; each in one process at a time. Until it is disposed of. */
export function startReactors(options: ReactorsOptions): AsyncDisposable {
  const { pool, log, context, kinds, onIntents, times = leaseTimes, report } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const shared = { pool, log, holder: newHolder(), times, signal, report };
  const reacting = runReactor({
    ...shared,
    name: "reactions",
    prefixes: reactedStreams,
    isMeant: ({ type }) => reactedTo.has(type),
    reacting: { each: "alone", react: (event) => reactTo(event, context) },
  });
  const calling = runReactor({ ...shared, name: "intents", ...callForIntents({ pool, kinds, onIntents }) });
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all([reacting, calling]);
    },
  };
}
