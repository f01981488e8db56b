import { z } from "zod";
import { positionText } from "../../wire/position.ts";
import type { Api, ApiServer } from "../parts.ts";

const tags = ["operations"];

/** For balancers and supervisors: alive is the process, ready is the process and its log. */
export function health(server: ApiServer, { store }: Pick<Api, "store">): void {
  const live = z.object({ status: z.literal("live") });
  server.get("/health/live", { schema: { summary: "The process runs", tags, response: { 200: live } } }, () => ({
    status: "live" as const,
  }));

  const ready = z.object({ status: z.literal("ready"), position: z.string().describe("Of the end of the log.") });
  server.get(
    "/health/ready",
    { schema: { summary: "The process runs, and its log answers", tags, response: { 200: ready } } },
    async () => {
      const [epoch, position] = await Promise.all([store.epoch(), store.head()]);
      return { status: "ready" as const, position: positionText({ epoch, position }) };
    },
  );
}
