import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { mayManage, mayRead } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";
import { namesProblem, trimmed, type Names } from "./names.ts";

/** What is absent stays as it is; an empty name or description is taken away. */
export interface RenameConversation extends Names {
  readonly actor: UserId;
}

export function renameConversation(
  command: RenameConversation,
  conversation: Conversation,
): Decision<ConversationEvent> {
  if (!mayRead(conversation, command.actor)) return refuse("not_found");
  if (conversation.kind === "direct") return refuse("forbidden", "A direct conversation can't be renamed.");
  if (!mayManage(conversation, command.actor)) return refuse("forbidden", "Owners and admins rename.");
  const names = trimmed(command);
  const problem = namesProblem(names);
  if (problem) return refuse("validation_failed", problem);
  const changes = changesOf(names, conversation);
  if (Object.keys(changes).length === 0) return nothing;
  return happened("ConversationRenamed", {
    sequence: conversation.lastSequence + 1,
    renamedBy: command.actor,
    ...changes,
  });
}

function changesOf({ name, description }: Names, now: Conversation): Names {
  return {
    ...(name !== undefined && name !== (now.name ?? "") && { name }),
    ...(description !== undefined && description !== (now.description ?? "") && { description }),
  };
}
