import type { Metrics } from "../../platform/metrics/metrics.ts";
import type { ApiServer } from "../parts.ts";
import { assertMayScrape, type ScrapeSettings } from "./who-may-scrape.ts";

export interface Scraped {
  readonly metrics: Metrics;
  readonly settings: ScrapeSettings;
}

/** What this process measures of itself, as Prometheus reads it. */
export function showMetrics(server: ApiServer, { metrics, settings }: Scraped): void {
  server.get(
    "/metrics",
    {
      // It is no part of the API: docs/operations/metrics.md says what is in it.
      schema: { hide: true },
    },
    async (request, reply) => {
      assertMayScrape(request, settings);
      return reply.type(metrics.contentType).send(await metrics.text());
    },
  );
}
