import { z } from "zod";
import { recentMinutes } from "../../platform/metrics/recent-durations.ts";
import { processName } from "../../presence/process-name.ts";
import type { Api, ApiServer } from "../parts.ts";
import { count } from "../schemas/described.ts";

/** How long people wait for what they send, by the bounds of the histogram that `/metrics` has. */
export function showSending(server: ApiServer, { sends }: Api): void {
  server.get(
    "/api/operations/sending",
    {
      config: { access: "operator", reads: [] },
      schema: {
        summary: "How long sending took over the last minutes, in the process that answers",
        tags: ["operations"],
        response: {
          200: z.object({
            process: z.string(),
            minutes: z.number(),
            sent: count,
            slowest_at_most_ms: z
              .number()
              .nullable()
              .describe("99 of 100 took no longer; null where nothing was sent, or it was more than ten seconds."),
          }),
        },
      },
    },
    () => {
      const { count: sent, atMost } = sends.slowest();
      const slowest = atMost === null ? null : atMost * 1_000;
      return { process: processName, minutes: recentMinutes, sent, slowest_at_most_ms: slowest };
    },
  );
}
