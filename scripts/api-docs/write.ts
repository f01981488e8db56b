import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describedApi, operationsOf } from "../../test/support/api-description.ts";
import { ServerProcess } from "../../test/support/server-process.ts";
import { pagesOf } from "./pages.ts";
import { Recorder } from "./recorder.ts";
import { steady } from "./steady.ts";
import { tellStory } from "./story.ts";

/** Writes docs/api: plays a story on a server of its own, and shows each call as it was made there. */
const folder = join(import.meta.dirname, "../../docs/api");
const dataDir = await mkdtemp(join(tmpdir(), "verbatim-docs-"));
const server = await ServerProcess.start({ DATA_DIR: dataDir });
try {
  await server.ready();
  const api = await describedApi(server.url);
  const recorder = new Recorder(operationsOf(api));
  await tellStory(recorder, server.url);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of pagesOf(api, recorder.examples)) await writeFile(join(folder, name), steady(text));
  await writeFile(join(folder, "openapi.json"), `${JSON.stringify(api, null, 1)}\n`);
  console.log(`${recorder.examples.size} of ${operationsOf(api).length} calls have an example.`);
} finally {
  await server.kill("SIGTERM");
  await rm(dataDir, { recursive: true, force: true });
}
