import type { ConversationId } from "../domain/ids.ts";

/** Conversations by id, asked for a page at a time, each once the one before has been dealt with. */
export async function* everyConversation(
  page: (after: ConversationId | null) => Promise<readonly ConversationId[]>,
): AsyncGenerator<ConversationId, void> {
  for (let after: ConversationId | null = null; ;) {
    const ids: readonly ConversationId[] = await page(after);
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
