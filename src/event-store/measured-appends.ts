import type { Metrics } from "../platform/metrics/metrics.ts";
import { Tally } from "../platform/metrics/tally.ts";
import type { AppendObserver } from "./observed-event-store.ts";
import type { NewEvent } from "./port.ts";

const buckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** Counts what this process appends to the log, and how long that takes. */
export function measuredAppends(metrics: Metrics): AppendObserver {
  const [events, messages, outcomes] = [new Tally(), new Tally(), new Tally()];
  const seconds = metrics.histogram({
    name: "verbatim_append_duration_seconds",
    help: "From giving an append to the log until it was on disk, of those that were written.",
    buckets,
  });
  metrics.counter({
    name: "verbatim_appends_total",
    help: "Appends to the log, by how they ended.",
    labels: ["outcome"],
    read: () => outcomes.readings("outcome"),
  });
  metrics.counter({
    name: "verbatim_events_appended_total",
    help: "Events that were written to the log, by type.",
    labels: ["type"],
    read: () => events.readings("type"),
  });
  metrics.counter({
    name: "verbatim_messages_sent_total",
    help: "Messages that were written to the log, by their type.",
    labels: ["type"],
    read: () => messages.readings("type"),
  });
  return (appended) => {
    const began = performance.now();
    return (outcome) => {
      outcomes.add(outcome);
      if (outcome !== "written") return;
      seconds.observe((performance.now() - began) / 1_000);
      for (const event of appended) {
        events.add(event.type);
        if (event.type === "MessageSent") messages.add(typeOf(event));
      }
    };
  };
}

/** As the API names it; the codec leaves it out of plain text. */
function typeOf({ data: { messageType } }: NewEvent): string {
  return typeof messageType === "string" ? messageType : "text";
}
