import type { Tracing } from "../platform/tracing/tracing.ts";
import type { AppendObserver } from "./observed-event-store.ts";
import { correlationIdsOf } from "./correlation.ts";

/** Tells of each append whose events came of requests. */
export function tracedAppends(tracing: Pick<Tracing, "caused">): AppendObserver {
  return (events) => {
    const by = correlationIdsOf(events);
    if (by.length === 0) return () => undefined;
    const end = tracing.caused({ by, name: "append", attributes: { "verbatim.events": events.length } });
    return (outcome) =>
      end({ attributes: { "verbatim.outcome": outcome }, ...(outcome === "failed" && { failure: outcome }) });
  };
}
