import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { accountOf, type Role } from "../../auth/accounts.ts";
import type { Auth } from "../../auth/auth.ts";
import type { Authenticated } from "../../auth/sessions.ts";
import { userId, type UserId } from "../../domain/ids.ts";
import type { ApiSettings, ServerParts } from "../parts.ts";
import { Problem } from "../problem.ts";
import { originOf } from "./same-origin.ts";

/** Who asks. */
export interface Viewer extends Authenticated {
  readonly userId: UserId;
}

declare module "fastify" {
  interface FastifyRequest {
    viewer: Viewer | null;
  }
}

const cookieName = "verbatim_session";

/** With https it says in its name that it is this host's own: browsers take such a one from no neighbour in the domain. */
export function sessionCookieName({ publicUrl }: Pick<ApiSettings, "publicUrl">): string {
  return isSecure(publicUrl) ? `__Host-${cookieName}` : cookieName;
}

/** The session's own end counts; the cookie only has to outlast it, as long as browsers allow. */
const cookieSeconds = 400 * 24 * 3_600;

/** Lets in whoever may use a route: those who are logged in, by token or cookie, or of them those with a role, or anyone. */
export function checkSessions(server: FastifyInstance, { auth, sessions, settings }: ServerParts): void {
  server.decorateRequest("viewer", null);
  server.addHook("onRequest", async (request) => {
    const { access } = request.routeOptions.config;
    if (access === "anyone") assertExpectedOrigin(request, settings);
    if (access === undefined || access === "anyone") return;
    const token = tokenOf(request, settings);
    const authenticated = token === null ? null : await sessions.authenticate(token);
    if (!authenticated) throw new Problem("unauthenticated", "Log in first.");
    if (access !== "session") await assertRole(auth, authenticated.userId, [access].flat());
    request.viewer = { ...authenticated, userId: userId(authenticated.userId) };
  });
}

/** Asked of the database each time: a role that was taken away counts at once, in every process. */
export async function assertRole(auth: Auth, id: string, roles: readonly Role[]): Promise<void> {
  const account = await accountOf(auth, id);
  if (!account || account.isDisabled || !account.roles.some((role) => roles.includes(role)))
    throw new Problem("forbidden", `This is for those with the role ${roles.join(" or ")}.`);
}

/** On a route for sessions there is always somebody. */
export function viewerOf({ viewer }: FastifyRequest): Viewer {
  if (!viewer) throw new Error("A route asks who its viewer is, and is open to anyone.");
  return viewer;
}

/** Logs a browser in, unless it shows the pages of another site: those use the token. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, session: SessionCookie): void {
  const { publicUrl, token } = session;
  if (originOf(request.headers, publicUrl) === "foreign") return;
  void reply.setCookie(sessionCookieName({ publicUrl }), token, { ...cookieFor(publicUrl), maxAge: cookieSeconds });
}

export interface SessionCookie {
  readonly publicUrl: string;
  readonly token: string;
}

export function clearSessionCookie(reply: FastifyReply, { publicUrl }: ApiSettings): void {
  void reply.clearCookie(sessionCookieName({ publicUrl }), cookieFor(publicUrl));
}

function cookieFor(publicUrl: string) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(publicUrl) } as const;
}

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith("https:");

/** A token that is sent counts; a cookie counts only for our own pages, since browsers send it from anywhere. */
function tokenOf(request: FastifyRequest, { publicUrl }: ApiSettings): string | null {
  const { authorization } = request.headers;
  if (authorization !== undefined) return /^bearer +(\S{1,200})$/i.exec(authorization)?.[1] ?? null;
  const cookie = request.cookies[sessionCookieName({ publicUrl })];
  if (cookie === undefined) return null;
  const origin = originOf(request.headers, publicUrl);
  if (isSafe(request)) return origin === "foreign" ? null : cookie;
  if (origin !== "own")
    throw new Problem("forbidden", "With a cookie, only this server's own pages may change anything.");
  return cookie;
}

/** Nobody is to be logged in by another site's page without knowing it. */
function assertExpectedOrigin(request: FastifyRequest, { publicUrl, corsOrigins }: ApiSettings): void {
  if (isSafe(request) || originOf(request.headers, publicUrl) !== "foreign") return;
  if (corsOrigins.includes(request.headers.origin ?? "")) return;
  throw new Problem("forbidden", "Pages of this site may not ask this.");
}

function isSafe({ method }: FastifyRequest): boolean {
  return method === "GET" || method === "HEAD";
}
