import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";

/** Bytes: the longest text of a message fits, even when each character of it is escaped. */
export const maxBodyBytes = 256 * 1024;

/** A body is JSON in UTF-8, or empty; nothing else is taken. */
export function takeJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => {
    try {
      done(null, parse(body as Buffer));
    } catch {
      done(new Problem("validation_failed", "The body is not JSON in UTF-8."));
    }
  });
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function parse(body: Buffer): unknown {
  const text = utf8.decode(body);
  // Many clients name the type where they send nothing.
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}
