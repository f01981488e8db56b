import type { Conversation } from "../conversation/conversation.ts";
import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { ConversationId, UserId } from "../ids.ts";
import type { InboxEvent, InboxSettingsChanged, NotifyLevel } from "./events.ts";
import type { Inbox } from "./inbox.ts";
import { isArchived, ofThisStay, standingOf } from "./standing.ts";

/** What is absent stays as it is. */
export interface ChangeSettings {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly isMuted?: boolean;
  readonly isArchived?: boolean;
  readonly notify?: NotifyLevel;
}

/**
 * What is so already is no event. Whether it is archived changes by nothing but the wish and a message: an archived
 * conversation stays so when it is no longer muted, and one that came back does not go when it is muted.
 */
export function changeSettings(
  command: ChangeSettings,
  inbox: Inbox,
  { conversation }: { readonly conversation: Conversation },
): Decision<InboxEvent> {
  const { actor, conversationId } = command;
  const since = conversation.members.get(actor)?.since;
  if (since === undefined) return refuse("not_found");
  const now = standingOf(inbox, conversation, actor);
  const wanted = {
    isMuted: command.isMuted ?? now.isMuted,
    isArchived: command.isArchived ?? now.isArchived,
    notify: command.notify ?? now.notify,
  };
  if (wanted.isMuted === now.isMuted && wanted.isArchived === now.isArchived && wanted.notify === now.notify)
    return nothing;
  // What a former stay left is said too where it is otherwise now: whoever folds the events has it still.
  const befores = [inbox, ofThisStay(inbox, since)];
  const isArchivedAfter = (before: Inbox): boolean => isArchived({ ...before, isMuted: wanted.isMuted }, conversation);
  const changed: InboxSettingsChanged = {
    conversationId,
    userId: actor,
    ...(befores.some(({ isMuted }) => isMuted !== wanted.isMuted) && { isMuted: wanted.isMuted }),
    ...(befores.some(({ notify }) => notify !== wanted.notify) && { notify: wanted.notify }),
    ...(befores.some((before) => isArchivedAfter(before) !== wanted.isArchived) && { isArchived: wanted.isArchived }),
    upTo: conversation.lastSequence,
  };
  return happened("InboxSettingsChanged", changed);
}
