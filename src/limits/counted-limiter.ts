import type { Metrics } from "../platform/metrics/metrics.ts";
import { Tally } from "../platform/metrics/tally.ts";
import type { Limiter } from "./limiter.ts";

/** Counts how often the limiter refused, by what it counts. */
export function countedLimiter(limiter: Limiter, metrics: Metrics): Limiter {
  const refusals = new Tally();
  metrics.counter({
    name: "verbatim_rate_refusals_total",
    help: "Times that something was refused since it was too much in its time, by what it counts as.",
    labels: ["action"],
    read: () => refusals.readings("action"),
  });
  return {
    async take(buckets) {
      const refused = await limiter.take(buckets);
      if (refused) refusals.add(refused.action);
      return refused;
    },
    giveBack: (buckets) => limiter.giveBack(buckets),
  };
}
