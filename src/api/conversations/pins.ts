import { z } from "zod";
import type { Line } from "../../domain/conversation/line.ts";
import { lineId } from "../../domain/ids.ts";
import type { PinRow } from "../../projections/reads/conversations.ts";
import { messagesOf } from "../messages/view.ts";
import type { Api, ApiServer } from "../parts.ts";
import { boundOf } from "../plugins/known-readers.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { list, time } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { message } from "../schemas/message.ts";

const pinned = z.object({ message, pinned_by: z.string(), pinned_at: time });

export function listPins(server: ApiServer, api: Api): void {
  server.get(
    "/api/conversations/:id/pins",
    {
      config: { access: "session", reads: ["conversations", "lines", "members", "users"] },
      schema: {
        summary: "What is pinned, the newest pin first",
        tags: ["conversations"],
        params: ofConversation,
        response: { 200: z.object({ pins: list(pinned) }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const viewer = viewerOf(request).userId;
      const standing = await api.reads.members.standing(viewer, id);
      if (!standing) throw notFound();
      const pins = await api.reads.conversations.pins(id);
      const lines = await api.reads.lines.some(
        pins.map(({ messageId }) => messageId),
        { viewer, shownUpTo: boundOf(request) },
      );
      const shown = inOrderOf(pins, lines).filter(({ line }) => line.event.data.sequence > standing.after);
      const messages = await messagesOf(
        api,
        shown.map(({ line }) => line),
        { viewer, shownAfter: new Map([[id, standing.after]]) },
      );
      return {
        pins: messages.flatMap((json, index) => {
          const row = shown[index];
          return row ? [{ message: json, pinned_by: row.pinnedBy, pinned_at: row.pinnedAt }] : [];
        }),
      };
    },
  );
}

function inOrderOf(pins: readonly PinRow[], lines: readonly Line[]): readonly (PinRow & { readonly line: Line })[] {
  const byId = new Map(lines.map((line) => [lineId(line), line]));
  return pins.flatMap((pin) => {
    const line = byId.get(pin.messageId);
    return line ? [{ ...pin, line }] : [];
  });
}
