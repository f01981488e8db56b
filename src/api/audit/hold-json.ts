import { z } from "zod";
import { openedAt } from "../../audit/log-for-audit.ts";
import type { HoldEvent, HoldPlaced } from "../../domain/audit/events.ts";
import type { Logged } from "../../events/logged.ts";
import type { People } from "../../domain/user/people.ts";
import type { HoldPlaces } from "../../projections/reads.ts";
import { userJson } from "../../wire/people.ts";
import type { Api } from "../parts.ts";
import { named, time } from "../schemas/described.ts";
import { user } from "../schemas/person.ts";
import { logForAudit } from "./looking.ts";

export const hold = named(
  z.object({
    id: z.string(),
    conversation_id: z.string().nullable(),
    user_id: z.string().nullable(),
    reason: z.string().nullable().describe("Null once the auditor was erased; the hold stands all the same."),
    placed_by: user,
    placed_at: time,
    lifted_by: user.nullable(),
    lifted_at: time.nullable().describe("Null while it stands."),
  }),
  "Hold",
);

interface Shown {
  readonly placed: HoldPlaced & { readonly at: string };
  readonly lifted: { readonly by: HoldPlaced["by"]; readonly at: string } | null;
}

export function holdJson({ placed, lifted }: Shown, people: People): z.output<typeof hold> {
  return {
    id: placed.holdId,
    conversation_id: placed.conversationId ?? null,
    user_id: placed.userId ?? null,
    reason: placed.reason,
    placed_by: userJson(people, placed.by),
    placed_at: placed.at,
    lifted_by: lifted && userJson(people, lifted.by),
    lifted_at: lifted && lifted.at,
  };
}

/** Holds by the log, in the order that is asked for. */
export async function holdsAt(api: Api, places: readonly HoldPlaces[]): Promise<z.output<typeof hold>[]> {
  const positions = places.flatMap(({ placed, lifted }) => (lifted === null ? [placed] : [placed, lifted]));
  const events = await openedAt<HoldEvent>(logForAudit(api), positions);
  const byPosition = new Map(events.map((event) => [event.position, event]));
  const people = await api.reads.people.named(events.map(({ data }) => data.by));
  return places.flatMap(({ placed, lifted }) => {
    const placing = byPosition.get(placed);
    const lifting = lifted === null ? undefined : byPosition.get(lifted);
    return placing?.type === "HoldPlaced"
      ? [holdJson({ placed: stamped(placing), lifted: liftOf(lifting) }, people)]
      : [];
  });
}

const stamped = ({ data, at }: Logged<Extract<HoldEvent, { type: "HoldPlaced" }>>): Shown["placed"] => ({
  ...data,
  at,
});

const liftOf = (event: Logged<HoldEvent> | undefined): Shown["lifted"] =>
  event ? { by: event.data.by, at: event.at } : null;
