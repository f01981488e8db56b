import { announcements } from "../domain/announcement/decider.ts";
import { holds } from "../domain/audit/holds.ts";
import { looks } from "../domain/audit/look.ts";
import { conversations } from "../domain/conversation/decider.ts";
import { conversationId, userId, type ConversationId, type UserId } from "../domain/ids.ts";
import { inboxes } from "../domain/inbox/decider.ts";
import { messages } from "../domain/message/decider.ts";
import { scheduledSends } from "../domain/scheduled/decider.ts";
import { retentions } from "../domain/retention/forget-words.ts";
import { teams } from "../domain/team/decider.ts";
import { users } from "../domain/user/decider.ts";
import { Codec } from "../event-store/codec/codec.ts";
import { KeysInMemory } from "../event-store/codec/keys-in-memory.ts";
import { MemoryEventStore } from "../event-store/memory/memory-event-store.ts";
import type { EventStore } from "../event-store/port.ts";
import { eventTypes } from "../events/index.ts";
import { CoalescingMarkers } from "./coalescing-markers.ts";
import type { CommandContext } from "./context.ts";
import { conversationIds } from "./conversation-ids.ts";
import { CommandHandler } from "./deciding/command-handler.ts";
import { registerUser } from "./register-user.ts";
import { StartKeysInMemory } from "./start-keys.ts";
import { startConversation } from "./start-conversation.ts";

/** The words of the specs of commands: a log in memory, and people on it. */
export const ada = userId("ada");
export const bob = userId("bob");
export const cem = userId("cem");

export const noon = "2026-11-20T12:00:00.000Z";

export interface Setting {
  readonly store?: EventStore;
  readonly keys?: KeysInMemory;
  readonly clock?: () => string;
  /** Of conversations, in place of the domain's own. */
  readonly decider?: typeof conversations;
}

export function contextInMemory(setting: Setting = {}): CommandContext {
  const {
    store = new MemoryEventStore(),
    keys = new KeysInMemory(),
    clock = () => noon,
    decider = conversations,
  } = setting;
  const report = (sentence: string): never => {
    throw new Error(sentence);
  };
  const parts = { store, keys, codec: new Codec(eventTypes, keys), clock, report };
  const handlers = {
    conversations: new CommandHandler({ ...parts, decider }),
    messages: new CommandHandler({ ...parts, decider: messages }),
    inboxes: new CommandHandler({ ...parts, decider: inboxes }),
    users: new CommandHandler({ ...parts, decider: users }),
    scheduledSends: new CommandHandler({ ...parts, decider: scheduledSends }),
    retentions: new CommandHandler({ ...parts, decider: retentions }),
    teams: new CommandHandler({ ...parts, decider: teams }),
    announcements: new CommandHandler({ ...parts, decider: announcements }),
    looks: new CommandHandler({ ...parts, decider: looks }),
    holds: new CommandHandler({ ...parts, decider: holds }),
  };
  return {
    ...parts,
    ...handlers,
    markers: new CoalescingMarkers(handlers),
    ids: conversationIds(keys),
    startKeys: new StartKeysInMemory(),
  };
}

export async function register(context: CommandContext, ...people: readonly UserId[]): Promise<void> {
  for (const person of people) {
    const name = person.replaceAll(/[^a-z0-9]/g, ".");
    await registerUser(context, { userId: person, username: `u.${name}`, displayName: name.toUpperCase() });
  }
}

/** A public room with a name, which ada started. */
export async function startRoom(
  context: CommandContext,
  name = "Lunch",
  memberIds: readonly UserId[] = [],
): Promise<ConversationId> {
  const request = { actor: ada, kind: "room", visibility: "public", name, memberIds } as const;
  const { conversationId: id, outcome } = await startConversation(context, request);
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
  return conversationId(id);
}
