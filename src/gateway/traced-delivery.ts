import { correlationIdOf } from "../event-store/correlation.ts";
import type { RecordedEvent } from "../event-store/port.ts";
import type { Tracing } from "../platform/tracing/tracing.ts";

/** A span for each event that was just told here, from its time until now, in the trace of the request that it came of. */
export function traceDelivery(tracing: Pick<Tracing, "caused">, events: readonly RecordedEvent[]): void {
  for (const event of events) {
    const correlationId = correlationIdOf(event);
    const { at } = event.metadata;
    if (correlationId === null || typeof at !== "string") continue;
    const attributes = { "verbatim.event": event.type, "verbatim.position": String(event.position) };
    tracing.caused({ by: [correlationId], name: "deliver", attributes, since: Date.parse(at) })();
  }
}
