import type { Conversation } from "../domain/conversation/conversation.ts";
import { isLine, type ConversationEvent, type Kind, type Visibility } from "../domain/conversation/events.ts";
import { firstMembers } from "../domain/conversation/first-members.ts";
import type { ConversationId, UserId } from "../domain/ids.ts";
import type { Personal } from "../domain/recorded.ts";
import type { CommandContext } from "./context.ts";
import { readSome } from "./deciding/stream-reader.ts";
import { conversationStream } from "./streams.ts";
import { writtenLine, type WrittenLine } from "./written-line.ts";

/** A conversation as a list shows it, by the log. */
export interface Head {
  readonly id: ConversationId;
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly name: Personal;
  readonly description: Personal;
  readonly ownerIds: readonly UserId[];
  readonly memberCount: number;
  /** The first by joining, at most 5. */
  readonly firstMemberIds: readonly UserId[];
  readonly lastLine: WrittenLine | null;
  readonly lastSequence: number;
  readonly createdBy: UserId;
  /** ISO 8601, UTC, milliseconds; as is the next. */
  readonly createdAt: string;
  /** Of the last line, or of the start; an imported line that is older than those before it does not take it back. */
  readonly updatedAt: string;
}

/** As it stands now, by its state and its last line; null where there is none, or none any more. */
export async function headOf(
  context: Pick<CommandContext, "conversations" | "store" | "codec">,
  id: ConversationId,
): Promise<Head | null> {
  const { state, revision } = await context.conversations.current(conversationStream(id));
  const { status, kind, visibility, name, description, owners, members, lastSequence } = state;
  const { createdBy, createdAt, activeAt } = state;
  if (status !== "open" || createdBy === null || createdAt === null || activeAt === null) return null;
  return {
    id,
    kind,
    visibility,
    name,
    description,
    ownerIds: owners,
    memberCount: members.size,
    firstMemberIds: firstMembers(state),
    lastLine: await lastLineOf(context, { id, state, revision }),
    lastSequence,
    createdBy,
    createdAt,
    updatedAt: activeAt,
  };
}

/** Nearly every event is a line, so the last one is near the end. */
const pageSize = 5;

async function lastLineOf(
  context: Pick<CommandContext, "store" | "codec">,
  { id, state, revision }: { id: ConversationId; state: Conversation; revision: number },
): Promise<WrittenLine | null> {
  if (state.lastSequence === 0) return null;
  for (let from = revision; from >= 0; from -= pageSize) {
    const options = { from, direction: "backwards", limit: pageSize } as const;
    const page = await readSome<ConversationEvent>(context, conversationStream(id), options);
    const [line] = page.flatMap((event) => (isLine(event) ? [event] : []));
    if (line) return writtenLine(id, line);
  }
  return null;
}
