import { escaped } from "../../workers/email/html.ts";
import { outboxMail, outboxPage } from "../../workers/email/outbox.ts";
import type { Api, ApiServer } from "../parts.ts";
import { headersOf } from "./eml-headers.ts";
import { plainPage } from "./plain-page.ts";

const shown = 100;

/** The same list for a browser: the newest hundred. */
export function outboxForPeople(server: ApiServer, { settings }: Api): void {
  server.get("/outbox", { config: { access: "administrator" }, schema: { hide: true } }, async (_request, reply) => {
    const page = await outboxPage(settings.dataDir, { before: null, limit: shown });
    const rows = await Promise.all(page.map(async (entry) => rowOf(settings.dataDir, entry)));
    void reply.type("text/html; charset=utf-8");
    const none = "<p>There are no mails here. Where SMTP_URL is set, they are sent instead.</p>";
    return plainPage("Outbox", rows.length === 0 ? none : `<ul>${rows.join("\n")}</ul>`);
  });
}

async function rowOf(dataDir: string, { name, at }: { readonly name: string; readonly at: string }): Promise<string> {
  const headers = headersOf((await outboxMail(dataDir, name))?.toString() ?? "");
  const [to, subject] = ["to", "subject"].map((each) => escaped(headers.get(each) ?? ""));
  return `<li><a href="/api/outbox/${name}">${subject}</a><br>${to}, ${at}</li>`;
}
