import { z } from "zod";
import { countConnected, openStreams, streamingProcesses, type ListedStream } from "../../presence/stream-table.ts";
import { pageOf } from "../../projections/queries/page-of.ts";
import type { People } from "../../domain/user/people.ts";
import { userJson } from "../../wire/people.ts";
import type { Api, ApiServer } from "../parts.ts";
import { count, list, named, time } from "../schemas/described.ts";
import { cursor, cursorMoment, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { user } from "../schemas/person.ts";

const connection = named(
  z.object({
    id: z.string(),
    process_id: z.uuid(),
    user,
    since: time,
    is_live: z.boolean().describe("false: it is still being told what it missed."),
    position: z.string().describe("Of the log: everything up to here was told."),
    lag: count.describe("To the end of the log; 0 of a live one. With EventStoreDB in bytes of it."),
    told_at: time.nullable().describe("When it was told something last; null: nothing yet."),
  }),
  "Connection",
);

const streamingProcess = z.object({
  id: z.uuid(),
  name: z.string().describe("The machine's, and the process's number there."),
  streams: count,
  people: count,
  seen_at: time.describe("When it wrote down its streams last."),
});

const query = z.strictObject({
  limit: limit(50),
  cursor: cursor(
    z.strictObject({
      since: cursorMoment,
      process: z.uuid(),
      number: z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
    }),
  ),
});

/** Who is connected, to which process, and how far they were told; nothing of what they were told, nor from where. */
export function listConnections(server: ApiServer, { auth, reads, store }: Api): void {
  server.get(
    "/api/operations/connections",
    {
      config: { access: "operator", reads: ["users"] },
      schema: {
        summary: "Streams that are open, in all processes, the newest first",
        description: "As each process wrote them down within the last two seconds.",
        tags: ["operations"],
        querystring: query,
        response: {
          200: z.object({
            connections: list(connection),
            processes: list(streamingProcess),
            counts: z.object({ streams: count, people: count }),
            next_cursor: nextCursor,
          }),
        },
      },
    },
    async (request) => {
      const { limit: size, cursor: after = null } = request.query;
      const rows = await openStreams(auth.pool, { limit: size + 1, after });
      const { items, next } = pageOf(rows, size, ({ exactly, processId, number }) => ({
        since: exactly,
        process: processId,
        number,
      }));
      const [processes, people, head, names] = await Promise.all([
        streamingProcesses(auth.pool),
        countConnected(auth.pool),
        store.head(),
        reads.people.named(items.map(({ userId }) => userId)),
      ]);
      return {
        connections: items.map((item) => connectionJson(item, { head, names })),
        processes: processes.map(({ seenAt, ...each }) => ({ ...each, seen_at: seenAt.toISOString() })),
        counts: { streams: processes.reduce((sum, { streams }) => sum + streams, 0), people },
        next_cursor: cursorText(next),
      };
    },
  );
}

function connectionJson(
  { processId, number, userId, since, isLive, position, toldAt }: ListedStream,
  { head, names }: { readonly head: bigint; readonly names: People },
): z.output<typeof connection> {
  return {
    id: `${processId}.${number}`,
    process_id: processId,
    user: userJson(names, userId),
    since: since.toISOString(),
    is_live: isLive,
    position: String(position),
    lag: isLive || head < position ? 0 : Number(head - position),
    told_at: toldAt?.toISOString() ?? null,
  };
}
