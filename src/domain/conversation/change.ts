import { allHappened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isMutedAt } from "./access.ts";
import { changeIncident } from "./change-incident.ts";
import { changeVisibility } from "./change-visibility.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent, Incident, Visibility } from "./events.ts";
import type { Names } from "./names.ts";
import { renameConversation, type RenameConversation } from "./rename.ts";

/** What is absent stays as it is. */
export interface ChangeConversation extends Names {
  readonly actor: UserId;
  readonly visibility?: Visibility;
  readonly incident?: Partial<Incident>;
}

/** All of it, or nothing where a part is refused. Asked for nothing, it says whether they may read it. */
export function changeConversation(
  { actor, visibility, incident, ...names }: ChangeConversation,
  conversation: Conversation,
  context: { readonly at: string },
): Decision<ConversationEvent> {
  const asksForNames = names.name !== undefined || names.description !== undefined;
  const parts = [
    ...(asksForNames || (!visibility && !incident)
      ? [(now: Conversation) => rename({ actor, ...names }, now, context)]
      : []),
    ...(visibility ? [(now: Conversation) => changeVisibility({ actor, visibility }, now)] : []),
    ...(incident ? [(now: Conversation) => changeIncident({ actor, ...incident }, now, context)] : []),
  ];
  return parts.reduce<Decision<ConversationEvent>>((sofar, part) => {
    if (sofar.kind === "refused") return sofar;
    const next = part({ ...conversation, lastSequence: conversation.lastSequence + sofar.events.length });
    return next.kind === "refused" ? next : allHappened([...sofar.events, ...next.events]);
  }, nothing);
}

/** A name is words, too: whoever is muted for now says none. */
function rename(
  command: RenameConversation,
  conversation: Conversation,
  { at }: { readonly at: string },
): Decision<ConversationEvent> {
  const decision = renameConversation(command, conversation);
  const isRenamed = decision.kind === "happened" && decision.events.length > 0;
  return isRenamed && isMutedAt(conversation, command.actor, at)
    ? refuse("forbidden", "You are muted here for now.")
    : decision;
}
