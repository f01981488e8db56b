import { z } from "zod";
import type { UserId } from "../../domain/ids.ts";
import type { FoundMessages } from "../../projections/search/message-search.ts";
import { messagesOf } from "../messages/view.ts";
import type { Api } from "../parts.ts";
import { count, list } from "../schemas/described.ts";
import { message } from "../schemas/message.ts";
import { cursorText, nextCursor } from "../schemas/page.ts";

const highlight = z.object({ text: z.string(), is_match: z.boolean() });

export const results = z.object({
  results: list(z.object({ message, conversation_id: z.string(), highlights: list(highlight) })),
  total: count.describe("At most 1,000."),
  is_total_exact: z.boolean(),
  next_cursor: nextCursor,
});

export async function resultsJson(api: Api, found: FoundMessages, viewer: UserId): Promise<z.output<typeof results>> {
  const { items, total, isTotalExact, next } = found;
  const messages = await messagesOf(
    api,
    items.map(({ line }) => line),
    { viewer },
  );
  return {
    results: messages.map((each, index) => ({
      message: each,
      conversation_id: each.conversation_id,
      highlights: (items[index]?.highlights ?? []).map(({ text, isMatch }) => ({ text, is_match: isMatch })),
    })),
    total,
    is_total_exact: isTotalExact,
    next_cursor: cursorText(next),
  };
}
