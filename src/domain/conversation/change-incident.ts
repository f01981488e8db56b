import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isMember, isMutedAt, mayRead, mayWrite } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent, Incident } from "./events.ts";
import { incidentAfter, lotsProblem, tidyLots } from "./incident.ts";

/** What is absent stays as it is. */
export interface ChangeIncident extends Partial<Incident> {
  readonly actor: UserId;
}

/** Whoever writes in a room changes its incident, also one that is closed; the first change makes the room an incident's. */
export function changeIncident(
  { actor, ...asked }: ChangeIncident,
  conversation: Conversation,
  { at }: { readonly at: string },
): Decision<ConversationEvent> {
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (conversation.kind !== "room") return refuse("forbidden", "Only a room is an incident's.");
  if (!isMember(conversation, actor)) return refuse("forbidden", "Join to change the incident.");
  if (!mayWrite(conversation, actor)) return refuse("forbidden", "Viewers cannot change the incident.");
  if (isMutedAt(conversation, actor, at)) return refuse("forbidden", "You are muted here for now.");
  const problem = lotsProblem(asked.lots ?? []);
  if (problem) return refuse("validation_failed", problem);
  const changes = changesOf(asked, conversation.incident);
  if (conversation.incident && Object.keys(changes).length === 0) return nothing;
  return happened("IncidentChanged", { sequence: conversation.lastSequence + 1, changedBy: actor, ...changes });
}

/** Of a room that was no incident's, all of it: what it begins with is on record. */
function changesOf(asked: Partial<Incident>, now: Incident | null): Partial<Incident> {
  const lots = asked.lots && tidyLots(asked.lots);
  const { status, severity, lots: all } = incidentAfter(now, { ...asked, ...(lots && { lots }) });
  if (!now) return { status, severity, lots: all };
  return {
    ...(status !== now.status && { status }),
    ...(severity !== now.severity && { severity }),
    ...(!isSame(all, now.lots) && { lots: all }),
  };
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each, index) => each === others[index]);
