import { z } from "zod";
import { pageOf } from "../../projections/queries/page-of.ts";
import { countMails } from "../../workers/email/mails.ts";
import { countJobs, dropDead, jobStates, listJobs, retryDead, type JobRow } from "../../workers/jobs/dead-letters.ts";
import { tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { notFound } from "../problem.ts";
import { count, list, named, time } from "../schemas/described.ts";
import { cursor, cursorMoment, cursorText, limit, nextCursor } from "../schemas/page.ts";

const job = named(
  z.object({
    id: z.string(),
    kind: z.string(),
    subject: z.string().describe("The id of what it is about."),
    state: z.enum(jobStates).describe("dead: it failed for good, and waits for an operator."),
    attempts: count,
    error: z.string().nullable().describe("Why the last attempt failed."),
    due_at: time,
    created_at: time,
    ended_at: time.nullable(),
  }),
  "Job",
);

const mails = z
  .object({
    sent: count,
    repeats: count.describe("Handed over again after a doubt, under the same Message-ID: each may have come twice."),
    refused_addresses: count.describe("Addresses that take no mail, as a server said for good."),
  })
  .describe("Of the last thirty days.");

const counts = list(z.object({ kind: z.string(), state: z.enum(jobStates), count }));

const query = z.strictObject({
  state: z.enum(jobStates).default("dead"),
  limit: limit(50),
  cursor: cursor(z.strictObject({ madeAt: cursorMoment, id: z.uuid() })),
});

const body = z.strictObject({
  id: z.string().min(1).max(100),
  action: z.enum(["retry", "drop"]).describe("Of a dead one: from its first attempt on, or never."),
});

const tags = ["operations"];

/** What is done later: mails and the like, and what of them failed for good. */
export function jobs(server: ApiServer, api: Api): void {
  show(server, api);
  change(server, api);
}

function show(server: ApiServer, { auth }: Api): void {
  server.get(
    "/api/operations/jobs",
    {
      config: { access: "operator", reads: [] },
      schema: {
        summary: "Jobs in a state, the newest first",
        tags,
        querystring: query,
        response: { 200: z.object({ jobs: list(job), counts, mails, next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { state, limit: size, cursor: after = null } = request.query;
      const rows = await listJobs(auth.pool, { state, limit: size + 1, after });
      const { items, next } = pageOf(rows, size, ({ exactly, id }) => ({ madeAt: exactly, id }));
      const [counted, { sent, repeats, refusedAddresses }] = await Promise.all([
        countJobs(auth.pool),
        countMails(auth.pool),
      ]);
      return {
        jobs: items.map(jobJson),
        counts: counted,
        mails: { sent, repeats, refused_addresses: refusedAddresses },
        next_cursor: cursorText(next),
      };
    },
  );
}

function change(server: ApiServer, { auth, places }: Api): void {
  server.post(
    "/api/operations/jobs",
    {
      config: { access: "operator", problems: ["not_found"] },
      schema: { summary: "Retry or drop a dead job", tags, body, response: { 200: job } },
    },
    async (request, reply) => {
      const { id, action } = request.body;
      const changed = await (action === "retry" ? retryDead : dropDead)(auth.pool, id);
      if (!changed) throw notFound();
      await tellPlace(reply, places);
      return jobJson(changed);
    },
  );
}

function jobJson({ id, kind, subject, state, attempts, error, dueAt, madeAt, endedAt }: JobRow): z.output<typeof job> {
  const times = { due_at: dueAt.toISOString(), created_at: madeAt.toISOString() };
  return { id, kind, subject, state, attempts, error, ...times, ended_at: endedAt?.toISOString() ?? null };
}
