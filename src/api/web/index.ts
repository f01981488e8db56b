import { existsSync } from "node:fs";
import { join } from "node:path";
import files from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { pages } from "./pages.ts";

/** Where `scripts/build-web.mjs` puts the web client. */
export const builtWeb = join(import.meta.dirname, "../../../dist/web");

const yearMs = 365 * 24 * 3_600_000;

/**
 * Serves the web client from a folder that it was built into; without one there are no pages. Files under /assets carry
 * a hash of their content in their names and are kept by browsers; the page that names them is asked for each time.
 */
export async function serveWeb(server: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, "index.html"))) return;
  await server.register(files, {
    root: join(folder, "assets"),
    prefix: "/assets/",
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: yearMs,
  });
  for (const url of pages) {
    server.get(url, { schema: { hide: true } }, (_request, reply) =>
      reply.sendFile("index.html", folder, { immutable: false, maxAge: 0 }),
    );
  }
}
