import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import { Problem } from "../problem.ts";

export type ScrapeSettings = Pick<Config, "metricsToken" | "publicUrl">;

const forwarding = ["forwarded", "x-forwarded-for", "x-real-ip"];

/**
 * Whoever knows the token. Without one: whoever asks from this machine itself, as long as no proxy on it can be what asks.
 * @throws Problem
 */
export function assertMayScrape(request: FastifyRequest, { metricsToken, publicUrl }: ScrapeSettings): void {
  if (metricsToken !== undefined) {
    if (isToken(request.headers.authorization, metricsToken)) return;
    throw new Problem("unauthenticated", "This needs the token of METRICS_TOKEN.");
  }
  const isForwarded = forwarding.some((header) => request.headers[header] !== undefined);
  const isHere = isLoopback(request.socket.remoteAddress ?? "") && !isForwarded;
  if (isHere && isLoopback(new URL(publicUrl).hostname)) return;
  throw new Problem("forbidden", "Set METRICS_TOKEN, so that this can be read from elsewhere.");
}

/** Takes as long whatever was sent. */
function isToken(authorization: string | undefined, token: string): boolean {
  const [, sent = ""] = /^bearer +(\S{1,1000})$/i.exec(authorization ?? "") ?? [];
  return timingSafeEqual(digest(sent), digest(token));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function isLoopback(host: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(host) || ["::1", "[::1]", "localhost"].includes(host);
}
