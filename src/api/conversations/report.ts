import type { Position } from "../../event-store/port.ts";
import type { LinePage } from "../../projections/reads/lines.ts";
import type { Standing } from "../../projections/reads/members.ts";
import type { Reads } from "../../projections/reads/reads.ts";
import type { Line } from "../../domain/conversation/line.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import { z } from "zod";
import { displayNameFor, peopleInHead } from "../../wire/conversation.ts";
import { peopleIn } from "../../wire/message.ts";
import { reportOf } from "../../wire/report.ts";
import type { Api, ApiServer } from "../parts.ts";
import { boundOf } from "../plugins/known-readers.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { ofConversation } from "../schemas/ids.ts";

/** The last of them, and the first of these. */
const most = { lines: 1_000, members: 1_000 };
const pageSize = 100;

export function getReport(server: ApiServer, { reads }: Api): void {
  server.get(
    "/api/conversations/:id/report",
    {
      config: { access: "session", limit: "history", reads: ["conversations", "lines", "members", "users"] },
      schema: {
        summary: "A document of it in Markdown: what it is about, its people, the last 1,000 lines, data and files",
        tags: ["conversations"],
        params: ofConversation,
        produces: ["text/markdown"],
        response: { 200: z.string().describe("Markdown.") },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const viewer = viewerOf(request).userId;
      void reply.type("text/markdown; charset=utf-8");
      return reportFor(reads, { viewer, id, shownUpTo: boundOf(request) });
    },
  );
}

interface Asked {
  readonly viewer: UserId;
  readonly id: ConversationId;
  readonly shownUpTo: Position;
}

async function reportFor(reads: Reads, { viewer, id, shownUpTo }: Asked): Promise<string> {
  const [found, standing] = await Promise.all([
    reads.conversations.one(viewer, id),
    reads.members.standing(viewer, id),
  ]);
  if (!found || !standing) throw notFound();
  const { items: members, next } = await reads.members.list(id, { limit: most.members, after: null });
  const { lines, isCut } = await lastLines(reads, { viewer, id, shownUpTo, standing });
  const named = [...members.map(({ userId }) => userId), ...peopleInHead(found.head), ...lines.flatMap(peopleIn)];
  const people = await reads.people.named([...new Set(named)]);
  const title = displayNameFor(found.mine, found.head, people);
  return reportOf({ head: found.head, title, members, lines, isCut: { lines: isCut, members: next !== null }, people });
}

/** Read page by page, so that no question is long. */
async function lastLines(
  { lines: reads }: Pick<Reads, "lines">,
  { viewer, id, shownUpTo, standing }: Asked & { readonly standing: Standing },
): Promise<{ readonly lines: readonly Line[]; readonly isCut: boolean }> {
  const shown = { shownAfter: standing.after, shownUpTo };
  let all: readonly Line[] = [];
  let from: LinePage["from"] = { side: "newest" };
  for (;;) {
    const page = await reads.page(id, { ...shown, limit: pageSize, from, viewer });
    all = [...page.lines, ...all];
    const [first] = page.lines;
    if (!first || !page.hasMoreBefore || all.length >= most.lines) return { lines: all, isCut: page.hasMoreBefore };
    from = { side: "before", point: { sequence: first.event.data.sequence } };
  }
}
