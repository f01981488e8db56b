import { z } from "zod";
import { paces } from "../../../projections/pace.ts";
import { buildId } from "../../../projections/projection.ts";
import type { ProjectionStatus } from "../../../projections/status.ts";
import { count, list, named, time } from "../../schemas/described.ts";

export const ofReadModel = z.strictObject({ name: z.string().max(100) });

export const reason = z.string().trim().min(1).max(500).describe("Why, for the record.");

export const buildOf = z.string().regex(/^\d{1,9}\.\d{1,9}$/);

export const readModelBuild = named(
  z.object({
    id: z.string().describe("Such as 1.2: the second build of the read model, by version 1 of the code."),
    version: z.int().min(1),
    build: z.int().min(1),
    is_active: z.boolean().describe("Whether queries go to it."),
    is_previous: z.boolean().describe("Whether queries went to it before, so that one can go back."),
    is_ready: z.boolean().describe("Whether it has been at the log's end, so that queries may go to it."),
    state: z
      .enum(["loading", "running", "waiting", "stopped"])
      .describe("waiting: no process leads it just now; stopped: it waits for an operator."),
    position: z.string().describe("Of the log, up to which it is made."),
    lag: count.describe("To the end of the log; with EventStoreDB in bytes of it."),
    events_per_second: z.number().describe("Over the last seconds."),
    events: count.describe("That it is made of."),
    seconds_left: z.number().nullable().describe("Until it is at the log's end; null while nothing tells."),
    pace: z
      .enum(paces)
      .nullable()
      .describe(
        "Of one that is built beside. free: nothing is sent; resting: it leaves two thirds of the time to those who send; gaining: it rests less, since the log grows fast; losing: even so it does not gain on the log; hurried: it takes no rests.",
      ),
    is_hurried: z.boolean().describe("Whether an operator has it take no rests until it is built."),
    error: z.string().nullable().describe("Why it is stopped."),
    stopped_at: z
      .object({ position: z.string(), event_id: z.string() })
      .nullable()
      .describe("The event that it cannot write."),
    started_at: time,
    updated_at: time,
  }),
  "ReadModelBuild",
);

export const readModel = named(
  z.object({
    name: z.string(),
    newest_version: z.int().min(1).describe("That this release has."),
    builds: list(readModelBuild),
  }),
  "ReadModel",
);

export function buildJson(status: ProjectionStatus): z.output<typeof readModelBuild> {
  const { version, build, poison } = status;
  return {
    id: buildId({ version, build }),
    version,
    build,
    is_active: status.isActive,
    is_previous: status.isPrevious,
    is_ready: status.isReady,
    state: status.state,
    position: String(status.position),
    lag: Number(status.lag),
    events_per_second: status.eventsPerSecond,
    events: status.eventsProcessed,
    seconds_left: status.secondsLeft,
    pace: status.pace,
    is_hurried: status.isHurried,
    error: status.error,
    stopped_at: poison && { position: String(poison.position), event_id: poison.eventId },
    started_at: status.startedAt.toISOString(),
    updated_at: status.updatedAt.toISOString(),
  };
}
