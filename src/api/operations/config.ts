import { z } from "zod";
import { needsFirstAccount } from "../../auth/accounts.ts";
import { locales } from "../../domain/user/events.ts";
import type { Api, ApiServer } from "../parts.ts";
import { list } from "../schemas/described.ts";

const seconds = z.int();

const config = z.object({
  needs_first_account: z.boolean().describe("Whoever registers next becomes the administrator."),
  registration: z.enum(["open", "invite", "closed"]),
  locale: z.enum(locales),
  time_zone: z.string().nullable().describe("Null: each person's own."),
  reactions: z.union([list(z.string()), z.literal("any")]),
  edit_window_seconds: z
    .object({ direct: seconds, group: seconds, room: seconds, incident: seconds })
    .describe("0: what was sent there can always be edited."),
  max_upload_bytes: z.int().min(0),
  login_methods: list(z.enum(["password"])),
});

/** What a client has to know before anybody logs in. */
export function showConfig(server: ApiServer, { auth, settings }: Api): void {
  server.get(
    "/api/config",
    {
      config: { access: "anyone", reads: [] },
      schema: { summary: "What this deployment allows", tags: ["operations"], response: { 200: config } },
    },
    async () => ({
      needs_first_account: await needsFirstAccount(auth),
      registration: auth.registration,
      locale: settings.locale,
      time_zone: settings.timeZone ?? null,
      reactions: settings.reactions,
      edit_window_seconds: settings.editWindows,
      max_upload_bytes: 0,
      login_methods: ["password" as const],
    }),
  );
}
