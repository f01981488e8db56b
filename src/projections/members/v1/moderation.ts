import type { PoolClient } from "pg";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import { membershipChange } from "../../../domain/conversation/membership.ts";
import type { Role } from "../../../domain/conversation/roles.ts";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import { saidAt } from "../../../domain/recorded.ts";
import type { RecordedEvent } from "../../../event-store/port.ts";
import { conversationOf, isOfConversation, logged, type Logged } from "../../../events/logged.ts";
import { forgottenIn, forgottenSpans, type Forgotten } from "../../forgotten.ts";
import { rowSet } from "../../row-set.ts";
import { storableText, storableTime } from "../../storable.ts";
import { schema } from "./tables.ts";

interface OfPerson {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
}

interface RoleChange extends OfPerson {
  readonly role: Role;
}

interface Mute extends OfPerson {
  /** Null: lifted. */
  readonly until: string | null;
}

interface Ban extends OfPerson {
  /** Null: lifted. */
  readonly by: UserId | null;
  readonly at: string;
  readonly revision: number;
  readonly reason: string | null;
}

/** What a batch comes to, by person and conversation. */
interface Moderation {
  readonly roles: Map<string, RoleChange>;
  readonly mutes: Map<string, Mute>;
  readonly bans: Map<string, Ban>;
  /** Conversations that were deleted. */
  readonly over: Set<ConversationId>;
}

/** After the joinings and leavings of the batch. */
export async function writeModeration(client: PoolClient, batch: readonly RecordedEvent[]): Promise<void> {
  const { roles, mutes, bans, over } = moderationIn(batch);
  if (over.size > 0) await client.query(`delete from bans where conversation_id = any ($1::text[])`, [[...over]]);
  await writeRoles(client, [...roles.values()]);
  await writeMutes(client, [...mutes.values()]);
  await writeBans(client, [...bans.values()]);
  await forgetReasons(client, forgottenIn(batch));
}

/** They are of the month in which somebody was banned. */
async function forgetReasons(client: PoolClient, { spans }: Forgotten): Promise<void> {
  if (spans.length === 0) return;
  await client.query(
    `update bans b set reason = null from ${forgottenSpans.unnested}
     where b.conversation_id = given.conversation_id and b.revision <= given.up_to_revision`,
    forgottenSpans.values(spans),
  );
}

function moderationIn(batch: readonly RecordedEvent[]): Moderation {
  const all: Moderation = { roles: new Map(), mutes: new Map(), bans: new Map(), over: new Set() };
  for (const recorded of batch) if (isOfConversation(recorded)) take(all, logged<ConversationEvent>(recorded));
  return all;
}

function take(all: Moderation, event: Logged<ConversationEvent>): void {
  const id = conversationOf(event);
  const keyOf = (userId: UserId): string => `${id} ${userId}`;
  const give = (userId: UserId, role: Role): unknown =>
    all.roles.set(keyOf(userId), { conversationId: id, userId, role });
  const { added, removed, isOver } = membershipChange(event);
  for (const { userId } of [...added, ...removed]) all.roles.delete(keyOf(userId)); // of a stay that is over
  if (isOver) forget(all, id);
  switch (event.type) {
    case "RoleChanged":
      give(event.data.userId, event.data.role);
      return;
    case "OwnershipHandedOver":
      give(event.data.from, "admin");
      give(event.data.to, "owner");
      return;
    case "MemberMuted": {
      const { userId, until } = event.data;
      all.mutes.set(keyOf(userId), { conversationId: id, userId, until: storableTime(until) });
      return;
    }
    case "MemberUnmuted":
      all.mutes.set(keyOf(event.data.userId), { conversationId: id, userId: event.data.userId, until: null });
      return;
    case "PersonBanned":
    case "PersonUnbanned":
      all.bans.set(keyOf(event.data.userId), banOf(event, id));
      return;
    default:
  }
}

type Banning = Logged<Extract<ConversationEvent, { type: "PersonBanned" | "PersonUnbanned" }>>;

function banOf(event: Banning, conversationId: ConversationId): Ban {
  const { revision, data } = event;
  const row = { conversationId, userId: data.userId, at: storableTime(saidAt(event)), revision };
  if (event.type === "PersonUnbanned") return { ...row, by: null, reason: null };
  const { bannedBy, reason } = event.data;
  return { ...row, by: bannedBy, reason: reason ? storableText(reason) : null };
}

function forget({ roles, mutes, bans, over }: Moderation, id: ConversationId): void {
  over.add(id);
  for (const changes of [roles, mutes, bans])
    for (const [key, { conversationId }] of changes) if (conversationId === id) changes.delete(key);
}

const person = {
  conversation_id: ["text", ({ conversationId }: OfPerson) => conversationId],
  user_id: ["text", ({ userId }: OfPerson) => userId],
} as const;

const sameMember = "m.conversation_id = given.conversation_id and m.user_id = given.user_id";

const role = rowSet<RoleChange>({ ...person, role: ["text", (row) => row.role] });

async function writeRoles(client: PoolClient, rows: readonly RoleChange[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} roles`,
    text: `update members m set role = given.role from ${role.unnested}
      where ${sameMember} and m.role is not null`,
    values: role.values(rows),
  });
}

const mute = rowSet<Mute>({ ...person, until: ["timestamptz", (row) => row.until] });

/** Of whoever left it stays for when they come back. */
async function writeMutes(client: PoolClient, rows: readonly Mute[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} mutes`,
    text: `update members m set muted_until = given.until from ${mute.unnested} where ${sameMember}`,
    values: mute.values(rows),
  });
}

const ban = rowSet<Ban>({
  ...person,
  banned_by: ["text", (row) => row.by],
  banned_at: ["timestamptz", (row) => row.at],
  revision: ["int", (row) => row.revision],
  reason: ["text", (row) => row.reason],
});

async function writeBans(client: PoolClient, rows: readonly Ban[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} lifted`,
    text: `delete from bans m using ${ban.unnested} where ${sameMember}`,
    values: ban.values(rows),
  });
  const set = rows.filter(({ by }) => by !== null);
  if (set.length === 0) return;
  await client.query({
    name: `${schema} banned`,
    text: `insert into bans (${ban.names}) select ${ban.names} from ${ban.unnested}`,
    values: ban.values(set),
  });
}
