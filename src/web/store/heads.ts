import type { Conversation, LastMessage, Message, SharedConversation } from "../wire/shapes.ts";

/** A conversation after a new line; a line that it knows already changes nothing. */
export function withNewLine(conversation: Conversation, line: Message, myId: string | null): Conversation {
  if (line.sequence <= conversation.last_sequence) return conversation;
  const isMine = line.sender_id === myId;
  const isUnread = !isMine && line.message_type !== "system" && line.sequence > conversation.my_last_read_sequence;
  const mentionsMe = isUnread && (line.mentions_all || (myId !== null && line.mentions.includes(myId)));
  const readNow = isMine && line.message_type !== "system";
  return {
    ...conversation,
    last_message: lastMessageOf(line, isMine),
    last_sequence: line.sequence,
    updated_at: line.created_at,
    unread_count: readNow ? 0 : conversation.unread_count + (isUnread ? 1 : 0),
    mention_count: readNow ? 0 : conversation.mention_count + (mentionsMe ? 1 : 0),
    unread_from: readNow ? null : conversation.unread_from,
    my_last_read_sequence: readNow ? line.sequence : conversation.my_last_read_sequence,
    is_archived: conversation.is_archived && conversation.is_muted,
  };
}

function lastMessageOf(line: Message, isMine: boolean): LastMessage {
  return {
    id: line.id,
    sequence: line.sequence,
    sender_id: line.sender_id,
    sender_display_name: line.sender_display_name,
    message_type: line.message_type,
    event: typeof line.data?.["event"] === "string" ? line.data["event"] : null,
    preview: previewOf(line),
    is_deleted: line.is_deleted,
    delivery: isMine && line.message_type !== "system" ? "sent" : null,
    created_at: line.created_at,
  };
}

const previewLength = 200;

/** A line's words on one line, without their marks. */
export function previewOf({ content, content_type }: Pick<Message, "content" | "content_type">): string {
  const words = content_type === "html" ? plainText(content) : content;
  return words.replaceAll(/\s+/g, " ").trim().slice(0, previewLength);
}

/** What is written in a piece of html: only for showing as text, which trusts nothing. */
export function plainText(html: string): string {
  return html
    .replaceAll(/<(?:br|\/p|\/li|\/h[1-3]|\/blockquote|\/pre)[^>]*>/gi, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(lt|gt|quot|#39|nbsp|amp);/g, (_, name: string) => entities[name] ?? "")
    .trim();
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " ", amp: "&" };

/** What the stream says is the same for all: what is mine stays as it was. */
export function withShared(conversation: Conversation, shared: SharedConversation, myId: string | null): Conversation {
  const isNewer = shared.last_sequence > conversation.last_sequence;
  return {
    ...conversation,
    ...shared,
    last_message:
      isNewer && shared.last_message ? { ...shared.last_message, delivery: null } : conversation.last_message,
    last_sequence: Math.max(shared.last_sequence, conversation.last_sequence),
    display_name: nameOf(shared, myId) ?? conversation.display_name,
  };
}

const namedMembers = 4;

/** Its name, else who else is in it; null where too little is known. */
function nameOf({ name, members_preview, member_count }: SharedConversation, myId: string | null): string | null {
  if (name !== null && name !== "") return name;
  const others = members_preview.filter(({ id }) => id !== myId).slice(0, namedMembers);
  if (others.length === 0) return members_preview[0]?.display_name ?? null;
  const more = member_count - 1 - others.length;
  const shown = others.map(({ display_name }) => display_name).join(", ");
  return more > 0 ? `${shown} +${more}` : shown;
}

/** When something last happened in it, as the list is ordered. */
export function activityOf({ last_message, created_at }: Conversation): string {
  return last_message?.created_at ?? created_at;
}
