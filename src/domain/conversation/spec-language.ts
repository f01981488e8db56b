import type { Decision } from "../decision.ts";
import { conversationId, lineId, userId, type LineId, type UserId } from "../ids.ts";
import { givenFor, type Told } from "../spec-language.ts";
import { addMembers, type AddMembers } from "./add-members.ts";
import { banPerson } from "./ban-person.ts";
import { changeConversation, type ChangeConversation } from "./change.ts";
import { changeMember, type ChangeMember } from "./change-member.ts";
import type { Conversation } from "./conversation.ts";
import { conversations } from "./decider.ts";
import { deleteConversation } from "./delete.ts";
import type { ConversationEvent, HistoryVisibility, Incident, Kind, Visibility } from "./events.ts";
import { joinConversation } from "./join.ts";
import { leaveConversation } from "./leave.ts";
import type { Names } from "./names.ts";
import { pinMessage, unpinMessage, type PinnedLine } from "./pin.ts";
import { removeMember } from "./remove-member.ts";
import { renameConversation } from "./rename.ts";
import type { Role } from "./roles.ts";
import { sendMessage, type QuotedLine } from "./send.ts";
import { startConversation, type StartConversation } from "./start.ts";
import { unbanPerson } from "./unban-person.ts";

/** The words of the specs of conversations. */
export const ada = userId("ada");
export const bob = userId("bob");
export const cem = userId("cem");
export const dot = userId("dot");
export const here = conversationId("here");

export const decider = conversations;
export const given = givenFor(conversations);

type Past = Told<Conversation, ConversationEvent>;
type Ask = (conversation: Conversation) => Decision<ConversationEvent>;
interface By {
  readonly by: UserId;
}
interface Start extends By, Names {
  readonly with?: readonly UserId[];
  readonly kind?: Kind;
  readonly visibility?: Visibility;
  readonly historyVisibility?: HistoryVisibility;
  readonly incident?: Incident;
}

const next = (conversation: Conversation): number => conversation.lastSequence + 1;

/** A line of this conversation by its revision: that of the first event is 0. */
export const line = (revision: number): LineId => lineId({ conversationId: here, revision });

// What happened.

export const started =
  ({ by, with: others = [], kind = "group", visibility = "private", ...names }: Start): Past =>
  () => ({
    type: "ConversationStarted",
    data: {
      kind,
      visibility,
      createdBy: by,
      members: [
        { userId: by, role: kind === "direct" ? "member" : "owner" },
        ...others.map((other) => ({ userId: other, role: "member" as const })),
      ],
      ...names,
    },
  });

export const renamed =
  ({ by, ...names }: By & Names): Past =>
  (state) => ({ type: "ConversationRenamed", data: { sequence: next(state), renamedBy: by, ...names } });

export const added =
  (who: UserId, { by = ada, role = "member" }: { by?: UserId; role?: Role } = {}): Past =>
  (state) => ({ type: "MembersAdded", data: { sequence: next(state), userIds: [who], role, addedBy: by } });

export const removed =
  (who: UserId, { by }: By): Past =>
  (state) => ({ type: "MemberRemoved", data: { sequence: next(state), userId: who, removedBy: by } });

export const joined =
  (who: UserId): Past =>
  (state) => ({ type: "MemberJoined", data: { sequence: next(state), userId: who } });

export const left =
  (who: UserId): Past =>
  (state) => ({ type: "MemberLeft", data: { sequence: next(state), userId: who } });

export const muted =
  (who: UserId, { until, by = ada }: { until: string; by?: UserId }): Past =>
  () => ({ type: "MemberMuted", data: { userId: who, until, mutedBy: by } });

export const banned =
  (who: UserId, { by = ada }: { by?: UserId } = {}): Past =>
  (state) => ({
    type: "PersonBanned",
    data: { sequence: next(state), userId: who, bannedBy: by, wasMember: state.members.has(who) },
  });

export const pinned =
  (messageId: LineId, { by = ada }: { by?: UserId } = {}): Past =>
  (state) => ({ type: "MessagePinned", data: { sequence: next(state), messageId, pinnedBy: by } });

export const incidentChanged =
  ({ by = ada, ...changes }: Partial<Incident> & { by?: UserId }): Past =>
  (state) => ({ type: "IncidentChanged", data: { sequence: next(state), changedBy: by, ...changes } });

export const deleted =
  ({ by }: By): Past =>
  () => ({ type: "ConversationDeleted", data: { deletedBy: by } });

export const sent =
  (content: string, { by }: By): Past =>
  (state) => ({ type: "MessageSent", data: { sequence: next(state), senderId: by, content } });

// What is asked for.

export const start =
  ({ by, with: memberIds = [], kind = "group", ...rest }: Start): Ask =>
  (state) =>
    startConversation({ actor: by, memberIds, kind, ...rest } satisfies StartConversation, state);

export const rename =
  ({ by, ...names }: By & Names): Ask =>
  (state) =>
    renameConversation({ actor: by, ...names }, state);

export const add =
  (userIds: readonly UserId[], { by, ...rest }: By & Pick<AddMembers, "role">): Ask =>
  (state) =>
    addMembers({ actor: by, userIds, ...rest }, state);

export const remove =
  (who: UserId, { by }: By): Ask =>
  (state) =>
    removeMember({ actor: by, userId: who }, state);

export const join =
  (who: UserId): Ask =>
  (state) =>
    joinConversation({ actor: who }, state);

export const leave =
  (who: UserId): Ask =>
  (state) =>
    leaveConversation({ actor: who }, state);

/** When the specs ask: after all of the past. */
export const now = "2026-11-30T13:00:00.000Z";
export const later = "2026-11-30T14:00:00.000Z";

export const change =
  ({ by, ...changes }: By & Omit<ChangeConversation, "actor">): Ask =>
  (state) =>
    changeConversation({ actor: by, ...changes }, state, { at: now });

export const changeOf =
  (who: UserId, { by, ...changes }: By & Pick<ChangeMember, "role" | "mutedUntil">): Ask =>
  (state) =>
    changeMember({ actor: by, userId: who, ...changes }, state, { at: now });

export const ban =
  (who: UserId, { by, reason }: By & { reason?: string }): Ask =>
  (state) =>
    banPerson({ actor: by, userId: who, ...(reason !== undefined && { reason }) }, state);

export const unban =
  (who: UserId, { by }: By): Ask =>
  (state) =>
    unbanPerson({ actor: by, userId: who }, state);

const aMessage: PinnedLine = { sequence: 1, type: "MessageSent", isDeleted: false };

export const pin =
  (messageId: LineId, { by, found: lineFound = aMessage }: By & { found?: PinnedLine | null }): Ask =>
  (state) =>
    pinMessage({ actor: by, messageId }, state, { at: now, line: lineFound });

export const unpin =
  (messageId: LineId, { by, found: lineFound = aMessage }: By & { found?: PinnedLine | null }): Ask =>
  (state) =>
    unpinMessage({ actor: by, messageId }, state, { at: now, line: lineFound });

export const deleteIt =
  ({ by }: By): Ask =>
  (state) =>
    deleteConversation({ actor: by }, state);

export const send =
  (content: string, { by, replyTo, found = null }: By & { replyTo?: LineId; found?: QuotedLine | null }): Ask =>
  (state) =>
    sendMessage({ actor: by, conversationId: here, content, ...(replyTo && { replyToId: replyTo }) }, state, {
      replyTo: found,
    });
