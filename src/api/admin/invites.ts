import { z } from "zod";
import { emailFrom } from "../../auth/email.ts";
import { createInvite, listInvites, withdrawInvite, type Invite } from "../../auth/invites.ts";
import { isRefused } from "../../auth/refused.ts";
import { pageOf } from "../../projections/queries/page-of.ts";
import { requestInvitation } from "../../workers/email/request-invitation.ts";
import { field } from "../auth/logged-in.ts";
import { refusal, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { list, time } from "../schemas/described.ts";
import { nothing } from "../schemas/nothing.ts";
import { cursor, cursorText, cursorTime, limit, nextCursor } from "../schemas/page.ts";

const invite = z.object({
  id: z.string(),
  email: z.string().nullable().describe("To whom it is mailed; whoever has its link may use it."),
  created_by: z.string(),
  created_at: time,
  expires_at: time,
});

const created = invite.safeExtend({
  token: z.string().describe("For the registration. It is told this once."),
  url: z.string().describe("Where whoever is invited registers."),
});

const body = z.strictObject({ email: field.exactOptional() }).optional();
const params = z.strictObject({ id: z.string().max(100) });
const query = z.strictObject({
  limit: limit(50),
  cursor: cursor(z.strictObject({ createdAt: cursorTime, id: z.string() })),
});

const tags = ["administration"];

/** Where registration is by invitation, each lets one person in. */
export function invites(server: ApiServer, api: Api): void {
  make(server, api);
  listUnused(server, api);
  withdraw(server, api);
}

function make(server: ApiServer, { auth, places, settings }: Api): void {
  server.post(
    "/api/admin/invites",
    {
      config: { access: "administrator" },
      schema: { summary: "Invite somebody, for seven days", tags, body, response: { 201: created } },
    },
    async (request, reply) => {
      const typed = request.body?.email;
      const email = typed === undefined ? null : emailFrom(typed);
      if (isRefused(email)) throw refusal(email);
      const made = await createInvite(auth, { createdBy: viewerOf(request).userId, email: email?.shown ?? null });
      if (made.email !== null) await requestInvitation(auth.pool, made.id, request.id);
      await tellPlace(reply, places);
      const { token } = made;
      return reply.code(201).send({ ...inviteJson(made), token, url: `${settings.publicUrl}/?invite=${token}` });
    },
  );
}

function listUnused(server: ApiServer, { auth }: Api): void {
  server.get(
    "/api/admin/invites",
    {
      config: { access: "administrator", reads: [] },
      schema: {
        summary: "Invitations that can still be used, the newest first",
        tags,
        querystring: query,
        response: { 200: z.object({ invites: list(invite), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after } = request.query;
      const rows = await listInvites(auth, {
        limit: size + 1,
        ...(after && { after: { createdAt: new Date(after.createdAt), id: after.id } }),
      });
      const { items, next } = pageOf(rows, size, ({ createdAt, id }) => ({ createdAt: createdAt.toISOString(), id }));
      return { invites: items.map(inviteJson), next_cursor: cursorText(next) };
    },
  );
}

function withdraw(server: ApiServer, { auth, places }: Api): void {
  server.delete(
    "/api/admin/invites/:id",
    {
      config: { access: "administrator" },
      schema: { summary: "Withdraw an invitation that was not used", tags, params, response: { 204: nothing } },
    },
    async (request, reply) => {
      if (!(await withdrawInvite(auth, request.params.id))) throw notFound();
      await tellPlace(reply, places);
      return reply.code(204).send();
    },
  );
}

function inviteJson({ id, email, createdBy, createdAt, expiresAt }: Invite): z.output<typeof invite> {
  return {
    id,
    email,
    created_by: createdBy,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}
