import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { exportText, exportWithProofs, type ExportParts, type Towards } from "../../audit/export/export-text.ts";
import { htmlPolicy } from "../../audit/export/html.ts";
import { stretchOf } from "../../audit/stretch.ts";
import { AtOnce } from "../../limits/at-once.ts";
import { exportFormats, type ExportFormat } from "../../domain/audit/events.ts";
import type { AuditScope } from "../../projections/reads/audit.ts";
import type { Api, ApiServer } from "../parts.ts";
import { assertRole, viewerOf } from "../plugins/session.ts";
import { invalidField, unavailable } from "../problem.ts";
import { conversationIdField, userIdField } from "../schemas/ids.ts";
import { eventCount } from "./event-count.ts";
import { assertConversation, auditModels, logForAudit, readTo, recordedLook } from "./looking.ts";
import { proved } from "./proof-problems.ts";
import { reasonOf, withReason } from "./reason.ts";
import { pointField, pointIn } from "./stretch.ts";

const query = z.strictObject({
  conversation_id: conversationIdField.exactOptional(),
  user_id: userIdField.exactOptional().describe("What this person did."),
  from: pointField.describe("A position or a time (ISO 8601): what happened then or later."),
  to: pointField.describe("A position or a time: what happened by then."),
  format: z.enum(exportFormats).default("ndjson").describe("ndjson: with proofs, to be verified without this server."),
  kept: eventCount.describe(
    "ndjson: size of the checkpoint that you kept, for the proof that the log only grew since.",
  ),
});

const types: Readonly<Record<ExportFormat, string>> = {
  ndjson: "application/x-ndjson; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  html: "text/html; charset=utf-8",
};

/** In a process: each reads the log, and those with proofs hold a map of all conversations. */
const mostAtOnce = 4;

/** Streamed: what is asked for is read as fast as it is taken, and no faster. */
export function exportEvents(server: ApiServer, api: Api): void {
  const { reads, places } = api;
  const underWay = new AtOnce(mostAtOnce);
  server.get(
    "/api/audit/export",
    {
      config: { access: "auditor", reads: auditModels, problems: ["not_found", "conflict"] },
      exposeHeadRoute: false,
      schema: {
        summary: "All that happened in a conversation, by a person, or in a time, as a file",
        description:
          "`X-Total-Events` says how many events it holds: a line each in ndjson, a record ended by CRLF in csv, a `<tr>` in html. A process makes four at once; a fifth is a 503.",
        tags: ["audit"],
        querystring: query,
        headers: withReason,
        produces: Object.values(types).map((type) => type.split(";")[0] ?? type),
        response: { 200: z.custom<Readable>().describe("The file.") },
      },
    },
    async (request, reply) => {
      const { conversation_id: conversationId, user_id: userId, from, to, format, kept } = request.query;
      if ([conversationId, userId, from, to].every((each) => each === undefined))
        throw invalidField("conversation_id", "Name a conversation, a person or a time.");
      const epoch = await places.epoch();
      const points = { from: pointIn(from, "from", epoch), to: pointIn(to, "to", epoch) };
      if (conversationId !== undefined) await assertConversation(api, conversationId);
      const of = { ...(conversationId !== undefined && { conversationId }), ...(userId !== undefined && { userId }) };
      const within = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      takePlace(underWay, reply);
      const end = await recordedLook(api, request, {
        at: "export",
        format,
        reason: reasonOf(request),
        ...of,
        ...within,
      });
      const towards = format === "ndjson" ? await towardsNow(api, kept) : null;
      const scope = { ...of, ...(await stretchOf(reads.audit, points, towards ? await readTo(api) : end)) };
      const total = await reads.audit.count(scope);
      void reply
        .type(types[format])
        .header("x-total-events", total)
        .header("content-disposition", `attachment; filename="${nameOf(scope)}.${format}"`);
      if (format === "html") void reply.header("content-security-policy", `${htmlPolicy}; frame-ancestors 'none'`);
      const viewer = viewerOf(request).userId;
      const asked = {
        scope,
        about: aboutOf(scope, total),
        stillAllowed: () => assertRole(api.auth, viewer, ["auditor"]),
      };
      const parts = exportParts(api, epoch);
      const text = towards
        ? exportWithProofs(parts, { ...asked, towards })
        : exportText(parts, { ...asked, format: format === "html" ? "html" : "csv" });
      return reply.send(Readable.from(text));
    },
  );
}

/** Until its answer is closed. @throws Problem where too many are under way. */
function takePlace(underWay: AtOnce, reply: FastifyReply): void {
  const leave = underWay.enter();
  if (!leave) throw unavailable(`${mostAtOnce} exports are under way already; try again when one has ended.`);
  if (reply.raw.closed) leave();
  else reply.raw.once("close", leave);
}

const exportParts = (api: Api, epoch: string): ExportParts => ({
  log: logForAudit(api),
  keys: api.keys,
  proofs: api.proofs,
  namesOf: (ids) => api.reads.people.named(ids),
  epoch,
});

/** @throws Problem where none was made of the size that they kept. */
async function towardsNow({ proofs }: Api, keptSize: number | undefined): Promise<Towards> {
  const kept = keptSize === undefined ? null : await proofs.ofSize(keptSize);
  if (keptSize !== undefined && !kept) throw invalidField("kept", `There is no checkpoint of ${keptSize} events.`);
  return { checkpoint: await proved(() => proofs.checkpointNow()), kept };
}

function nameOf({ conversationId, userId }: AuditScope): string {
  return ["export", conversationId, userId].filter((part) => part !== undefined).join("-");
}

function aboutOf({ conversationId, userId, after, upTo }: AuditScope, total: number): string {
  const of = [
    ...(conversationId === undefined ? [] : [`in conversation ${conversationId}`]),
    ...(userId === undefined ? [] : [`by person ${userId}`]),
  ];
  return `${total} events ${[...of, `after position ${after} and up to ${upTo}`].join(", ")}.`;
}
