import type { Conversation } from "../../domain/conversation/conversation.ts";
import type { Decision } from "../../domain/decision.ts";
import type { ConversationEvent } from "../../domain/conversation/events.ts";
import { joinConversation } from "../../domain/conversation/join.ts";
import { leaveConversation } from "../../domain/conversation/leave.ts";
import { removeMember } from "../../domain/conversation/remove-member.ts";
import { renameConversation } from "../../domain/conversation/rename.ts";
import type { UserId } from "../../domain/ids.ts";
import { importerId } from "./ids.ts";
import { isSpoken, type LogLine } from "./log-line.ts";
import { contentOf } from "./log.ts";

/** One thing that a line brings about: a command's part in it. */
export type Step = RuledStep | SentStep;

interface RuledStep {
  readonly kind: "joined" | "left" | "removed" | "topic";
  readonly actor: UserId;
  /** Whom it is about. */
  readonly userId: UserId;
  readonly text: string;
  decide(conversation: Conversation): Decision<ConversationEvent>;
}

interface SentStep {
  readonly kind: "sent";
  readonly actor: UserId;
  readonly text: string;
}

/**
 * What a line brings about, in this order; the last one is the line itself. Words, joinings and leavings are their
 * person's. What else the log tells stands there as the importer's words; a kick and a topic have their effect, too.
 */
export function stepsOf(
  line: LogLine,
  { person, members }: { person: UserId | null; members: ReadonlySet<UserId> },
): readonly Step[] {
  const isMember = person !== null && members.has(person);
  if (isSpoken(line) && person) {
    const said = { kind: "sent", actor: person, text: contentOf(line) } as const;
    return isMember ? [said] : [joined(person), said];
  }
  switch (line.kind) {
    case "join":
      return isMember || !person ? [] : [joined(person)];
    case "leave":
      return isMember ? [left(person)] : [];
    case "kick":
      return isMember ? [removed(person), note(line.text)] : [note(line.text)];
    case "topic":
      return line.topic === undefined ? [note(line.text)] : [topic(line.topic), note(line.text)];
    case "unreadable":
      return [];
    default:
      return [note(line.text)];
  }
}

/** What is left to do for a line from before what was imported already: its words. The rest is long over. */
export function wordsOf(steps: readonly Step[]): readonly Step[] {
  if (steps.at(-1)?.kind !== "sent") return [];
  return steps.filter(({ kind }) => kind === "joined" || kind === "sent");
}

const note = (text: string): SentStep => ({ kind: "sent", actor: importerId, text });

const joined = (actor: UserId): RuledStep => ({
  kind: "joined",
  actor,
  userId: actor,
  text: "joined",
  decide: (conversation) => joinConversation({ actor }, conversation),
});

const left = (actor: UserId): RuledStep => ({
  kind: "left",
  actor,
  userId: actor,
  text: "left",
  decide: (conversation) => leaveConversation({ actor }, conversation),
});

const removed = (userId: UserId): RuledStep => ({
  kind: "removed",
  actor: importerId,
  userId,
  text: `removed ${userId}`,
  decide: (conversation) => removeMember({ actor: importerId, userId }, conversation),
});

const topic = (description: string): RuledStep => ({
  kind: "topic",
  actor: importerId,
  userId: importerId,
  text: description,
  decide: (conversation) => renameConversation({ actor: importerId, description }, conversation),
});
