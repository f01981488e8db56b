import type { IncomingHttpHeaders } from "node:http";

/** Where a request comes from, as far as a browser says: the server's own pages, another site's, or no browser at all. */
export type Origin = "own" | "foreign" | "unknown";

/** Own is the public address, and whatever address the request itself was sent to: the server may have several. */
export function originOf(headers: IncomingHttpHeaders, publicUrl: string): Origin {
  if (headers["sec-fetch-site"] === "same-origin") return "own";
  const { origin, host } = headers;
  if (origin === undefined) return "unknown";
  if (!URL.canParse(origin)) return "foreign";
  const url = new URL(origin);
  const isOwn = url.origin === new URL(publicUrl).origin || (host !== undefined && url.host === host.toLowerCase());
  return isOwn ? "own" : "foreign";
}
