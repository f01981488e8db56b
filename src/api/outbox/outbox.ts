import { z } from "zod";
import { outboxMail, outboxPage } from "../../workers/email/outbox.ts";
import { headersOf } from "./eml-headers.ts";
import type { Api, ApiServer } from "../parts.ts";
import { notFound } from "../problem.ts";
import { list, time } from "../schemas/described.ts";
import { cursor, cursorText, limit, nextCursor } from "../schemas/page.ts";

const mail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  created_at: time,
  url: z.string().describe("Where it is, as mail readers open it."),
});

const query = z.strictObject({ limit: limit(50), cursor: cursor(z.strictObject({ before: z.string().max(100) })) });
const tags = ["administration"];

/** Mails of a deployment without a mail server, which are files. */
export function outbox(server: ApiServer, api: Api): void {
  show(server, api);
  open(server, api);
}

function show(server: ApiServer, { settings }: Api): void {
  server.get(
    "/api/outbox",
    {
      config: { access: "administrator" },
      schema: {
        summary: "Mails that were written to files, where there is no mail server; the newest first",
        tags,
        querystring: query,
        response: { 200: z.object({ mails: list(mail), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after } = request.query;
      const page = await outboxPage(settings.dataDir, { before: after?.before ?? null, limit: size + 1 });
      const shown = page.slice(0, size);
      const mails = await Promise.all(shown.map(async (entry) => mailJson(settings.dataDir, entry)));
      const last = shown.at(-1);
      return { mails, next_cursor: cursorText(last && page.length > size ? { before: last.name } : null) };
    },
  );
}

function open(server: ApiServer, { settings }: Api): void {
  server.get(
    "/api/outbox/:id",
    {
      config: { access: "administrator" },
      schema: {
        summary: "One of these mails",
        tags,
        params: z.strictObject({ id: z.string().max(100) }),
        produces: ["message/rfc822"],
        response: { 200: z.string().describe("As it would have been sent.") },
      },
    },
    async (request, reply) => {
      const eml = await outboxMail(settings.dataDir, request.params.id);
      if (!eml) throw notFound();
      void reply.type("message/rfc822").header("content-disposition", `attachment; filename="${request.params.id}"`);
      return eml.toString();
    },
  );
}

async function mailJson(
  dataDir: string,
  { name, at }: { readonly name: string; readonly at: string },
): Promise<z.output<typeof mail>> {
  const eml = (await outboxMail(dataDir, name)) ?? Buffer.alloc(0); // tidied away just now
  const headers = headersOf(eml.toString());
  return {
    id: name,
    to: headers.get("to") ?? "",
    subject: headers.get("subject") ?? "",
    created_at: at,
    url: `/api/outbox/${name}`,
  };
}
