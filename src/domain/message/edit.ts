import type { Conversation } from "../conversation/conversation.ts";
import type { Kind, Words } from "../conversation/events.ts";
import { allHappened, nothing, refuse, type Decision, type Refused } from "../decision.ts";
import type { ConversationId, LineId, UserId } from "../ids.ts";
import { refusalOfBlocked } from "../user/blocking.ts";
import type { LinkPreviewRemoved, MessageEvent } from "./events.ts";
import { firstUrl } from "./first-url.ts";
import type { Message } from "./message.ts";
import { messageFor, refusalOfWriting, type Origin, type Sent } from "./origin.ts";
import { mentionsProblem, wordsOf, wordsProblem, type MentionsContext, type SaidWords } from "./words.ts";

/** Seconds after which a message can't be edited any more, by where it was sent; 0: it always can. */
export type EditWindows = Readonly<Record<Kind | "incident", number>>;

export interface EditMessage extends SaidWords {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly messageId: LineId;
}

export interface EditContext extends Origin, MentionsContext {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly windows: EditWindows;
  /** Whether the other one of a direct conversation takes nothing from the author: nor other words in what they have. */
  readonly isBlocked?: boolean;
}

/** One's own, while the window is open. Its data stays, and its preview where it still has the URL. */
export function editMessage(command: EditMessage, message: Message, context: EditContext): Decision<MessageEvent> {
  const { actor, conversationId, messageId } = command;
  const { conversation, at, windows, isBlocked = false } = context;
  const found = messageFor(actor, message, context);
  if ("refusal" in found) return found.refusal;
  const { sent } = found;
  const refusal =
    refusalOfEditor(actor, sent) ??
    refusalOfWriting(actor, conversation, at) ??
    (isBlocked ? refusalOfBlocked : null) ??
    refusalOfAge(sent, conversation, { at, windows }) ??
    refusalOfWords(command, sent, context);
  if (refusal) return refusal;
  const words = wordsOf(command);
  if (isSame(words, message.edited ?? sent.data)) return nothing;
  const about = { conversationId, messageId };
  const losesPreview = message.preview !== null && message.preview.url !== firstUrl(words);
  return allHappened<MessageEvent>([
    { type: "MessageEdited", data: { ...about, editedBy: actor, ...words } },
    ...(losesPreview ? [previewLost({ ...about, removedBy: actor })] : []),
  ]);
}

function previewLost(about: Omit<LinkPreviewRemoved, "because">): MessageEvent {
  return { type: "LinkPreviewRemoved", data: { ...about, because: "edited" } };
}

function refusalOfEditor(actor: UserId, { data }: Sent): Refused | null {
  if (data.senderId !== actor) return refuse("forbidden", "Only your own messages can be edited.");
  return data.forwarded ? refuse("forbidden", "What was forwarded can't be edited: its words are another's.") : null;
}

/** Ages go by when it was recorded. */
function refusalOfAge(
  sent: Sent,
  { kind, incident }: Conversation,
  { at, windows }: Pick<EditContext, "at" | "windows">,
): Refused | null {
  const seconds = windows[incident ? "incident" : kind];
  if (seconds === 0 || Date.parse(at) - Date.parse(sent.at) <= seconds * 1_000) return null;
  return refuse("edit_window_closed", `A message can be edited here for ${seconds} seconds.`);
}

function refusalOfWords(command: EditMessage, sent: Sent, context: EditContext): Refused | null {
  const problem =
    wordsProblem(command, { hasData: sent.data.data !== undefined }) ??
    mentionsProblem(command.mentions ?? [], context.conversation, context);
  return problem === null ? null : refuse("validation_failed", problem);
}

function isSame(one: Words, other: Words): boolean {
  const mentioned = (words: Words): string => (words.mentions ?? []).join(" ");
  return (
    one.content === other.content &&
    one.html === other.html &&
    mentioned(one) === mentioned(other) &&
    one.mentionsAll === other.mentionsAll
  );
}
