import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isMember } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type {
  ConversationEvent,
  ConversationStarted,
  HistoryVisibility,
  Incident,
  Kind,
  Visibility,
} from "./events.ts";
import { incidentAfter, lotsProblem, tidyLots } from "./incident.ts";
import { namesProblem, trimmed, type Names } from "./names.ts";

/** People that a conversation can be started with. More can be added to it. */
export const maxFirstMembers = 100;

export interface StartConversation extends Names {
  readonly actor: UserId;
  readonly kind: Kind;
  /** Private unless said. */
  readonly visibility?: Visibility;
  /** Whoever starts it is a member, named or not. */
  readonly memberIds: readonly UserId[];
  /** Whole unless said. It stays as it is begun with, since nobody is to see more than they were told others would. */
  readonly historyVisibility?: HistoryVisibility;
  /** Of a room. */
  readonly incident?: Partial<Incident>;
}

/** A direct conversation that is there already is as good as started, whichever of the two asks. */
export function startConversation(command: StartConversation, conversation: Conversation): Decision<ConversationEvent> {
  if (command.kind === "direct" && isMember(conversation, command.actor)) return nothing;
  if (conversation.status !== "missing") return refuse("conflict", "This conversation was started already.");
  const others = [...new Set(command.memberIds)].filter((userId) => userId !== command.actor);
  const names = trimmed(command);
  const problem = problemOf(command, others.length) ?? namesProblem(names);
  if (problem) return refuse("validation_failed", problem);
  return happened("ConversationStarted", {
    kind: command.kind,
    visibility: command.visibility ?? "private",
    createdBy: command.actor,
    members: firstMembers(command, others),
    ...(names.name && { name: names.name }),
    ...(names.description && { description: names.description }),
    ...(command.historyVisibility === "joined" && { historyVisibility: "joined" as const }),
    ...(command.incident && { incident: begun(command.incident) }),
  });
}

const begun = ({ lots = [], ...rest }: Partial<Incident>): Incident =>
  incidentAfter(null, { ...rest, lots: tidyLots(lots) });

function problemOf(command: StartConversation, others: number): string | null {
  const { kind, visibility, name, description, historyVisibility, incident } = command;
  if (kind !== "room" && visibility === "public") return "Only a room can be public.";
  if (kind !== "room" && incident) return "Only a room is an incident's.";
  const lots = lotsProblem(incident?.lots ?? []);
  if (lots) return lots;
  if (others > maxFirstMembers) return `A conversation starts with at most ${maxFirstMembers} others.`;
  if (kind !== "direct") return null;
  if (others > 1) return "A direct conversation is between two people.";
  if (name || description) return "A direct conversation has no name.";
  if (historyVisibility === "joined") return "A direct conversation shows its whole history.";
  return null;
}

function firstMembers({ kind, actor }: StartConversation, others: readonly UserId[]): ConversationStarted["members"] {
  const first = { userId: actor, role: kind === "direct" ? ("member" as const) : ("owner" as const) };
  return [first, ...others.map((userId) => ({ userId, role: "member" as const }))];
}
