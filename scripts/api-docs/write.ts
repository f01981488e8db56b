import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { joinEmbeddedPostgres } from "../../src/platform/postgres/embedded/index.ts";
import { examplesFile, withExamples } from "../../src/api/plugins/openapi-examples.ts";
import { describedApi, operationsOf, type ApiDescription } from "../../test/support/api-description.ts";
import { ServerProcess } from "../../test/support/server-process.ts";
import { pagesOf } from "./pages.ts";
import { Recorder } from "./recorder.ts";
import { steady } from "./steady.ts";
import { tellStory } from "./story.ts";

/**
 * Writes docs/api and the examples that the server itself shows: plays a story on a server of its own, and shows each
 * call as it was made there. A second run changes nothing.
 */
const folder = join(import.meta.dirname, "../../docs/api");
const dataDir = await mkdtemp(join(tmpdir(), "verbatim-docs-"));
const postgres = await joinEmbeddedPostgres({ dataDir, as: "server" });
const publicUrl = "https://chat.example.org";
const server = await ServerProcess.start({ DATA_DIR: dataDir, DATABASE_URL: postgres.url, PUBLIC_URL: publicUrl });
try {
  await server.ready();
  await write(await describedApi(server.url));
} finally {
  await server.kill("SIGTERM");
  await postgres.leave();
  await rm(dataDir, { recursive: true, force: true });
}

async function write(described: ApiDescription): Promise<void> {
  const recorder = new Recorder(operationsOf(described));
  await tellStory(recorder, { url: server.url, databaseUrl: postgres.url, dataDir, publicUrl });
  const examples = steady(recorder.examples);
  const api = withExamples(described, examples);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(examplesFile, textOf(examples));
  await writeFile(join(folder, "openapi.json"), textOf(api));
  for (const [name, text] of pagesOf(api, examples)) await writeFile(join(folder, name), text);
  console.log(`${operationsOf(api).length} calls are described in docs/api.`);
  if (recorder.missing.length > 0) console.log(`The story calls none of these: ${recorder.missing.join(", ")}.`);
}

function textOf(json: object): string {
  return `${JSON.stringify(json, null, 1)}\n`;
}
