import { z } from "zod";
import { openedAt } from "../../audit/log-for-audit.ts";
import type { HoldEvent, HoldLifted, HoldPlaced } from "../../domain/audit/events.ts";
import type { People } from "../../domain/user/people.ts";
import type { Logged } from "../../events/logged.ts";
import type { AuditedConversation, HoldPlaces } from "../../projections/reads/audit.ts";
import { userJson } from "../../wire/people.ts";
import type { Api } from "../parts.ts";
import { named, time } from "../schemas/described.ts";
import { user } from "../schemas/person.ts";
import { auditedConversation, auditedConversationJson, peopleOf } from "./audited-conversation.ts";
import { logForAudit } from "./looking.ts";

export const hold = named(
  z.object({
    id: z.string(),
    conversation_id: z.string().nullable(),
    user_id: z.string().nullable(),
    conversation: auditedConversation
      .nullable()
      .describe("What conversation it is, in a list that an auditor asks for with a reason; otherwise null."),
    user: user.nullable().describe("Whom it is on; null where it is on a conversation."),
    reason: z.string().nullable().describe("Null once the auditor was erased; the hold stands all the same."),
    placed_by: user,
    placed_at: time,
    lifted_by: user.nullable(),
    lifted_at: time.nullable().describe("Null while it stands."),
    lifted_reason: z.string().nullable().describe("Null where none was given, or once the auditor was erased."),
  }),
  "Hold",
);

interface Shown {
  readonly placed: HoldPlaced & { readonly at: string };
  readonly lifted: (HoldLifted & { readonly at: string }) | null;
}

interface Named {
  readonly people: People;
  /** Those whose names may be told. */
  readonly conversations: ReadonlyMap<string, AuditedConversation>;
}

export function holdJson({ placed, lifted }: Shown, { people, conversations }: Named): z.output<typeof hold> {
  const conversation = conversations.get(placed.conversationId ?? "");
  return {
    id: placed.holdId,
    conversation_id: placed.conversationId ?? null,
    user_id: placed.userId ?? null,
    conversation: conversation ? auditedConversationJson(conversation, people) : null,
    user: placed.userId === undefined ? null : userJson(people, placed.userId),
    reason: placed.reason,
    placed_by: userJson(people, placed.by),
    placed_at: placed.at,
    lifted_by: lifted && userJson(people, lifted.by),
    lifted_at: lifted && lifted.at,
    lifted_reason: lifted?.reason ?? null,
  };
}

/** Holds by the log, in the order that is asked for. */
export async function holdsAt(
  api: Api,
  places: readonly HoldPlaces[],
  { isNamed }: { readonly isNamed: boolean },
): Promise<z.output<typeof hold>[]> {
  const positions = places.flatMap(({ placed, lifted }) => (lifted === null ? [placed] : [placed, lifted]));
  const events = await openedAt<HoldEvent>(logForAudit(api), positions);
  const byPosition = new Map(events.map((event) => [event.position, event]));
  const placings = events.filter(isPlacing);
  const asked = isNamed ? placings.flatMap(({ data: { conversationId: id } }) => (id === undefined ? [] : [id])) : [];
  const conversations = await api.reads.audit.conversationsOf(asked);
  const people = await api.reads.people.named([
    ...events.map(({ data }) => data.by),
    ...placings.flatMap(({ data: { userId: id } }) => (id === undefined ? [] : [id])),
    ...conversations.flatMap(peopleOf),
  ]);
  const known = { people, conversations: new Map(conversations.map((each) => [each.id, each])) };
  return places.flatMap(({ placed, lifted }) => {
    const placing = byPosition.get(placed);
    const lifting = lifted === null ? undefined : byPosition.get(lifted);
    if (placing?.type !== "HoldPlaced") return [];
    return [holdJson({ placed: { ...placing.data, at: placing.at }, lifted: liftOf(lifting) }, known)];
  });
}

type Placing = Logged<Extract<HoldEvent, { type: "HoldPlaced" }>>;

const isPlacing = (event: Logged<HoldEvent>): event is Placing => event.type === "HoldPlaced";

const liftOf = (event: Logged<HoldEvent> | undefined): Shown["lifted"] =>
  event?.type === "HoldLifted" ? { ...event.data, at: event.at } : null;
