import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { apiServer } from "../../support/api-server.ts";
import { ReferenceKey } from "../../support/proof/reference-log.ts";
import { ReferenceProofs, sealed } from "../../support/proof/reference-proofs.ts";
import { verifyAlone } from "../../support/proof/verify-alone.ts";
import { secretKey, storedEvents, talk, withWords } from "./deployment.ts";
import { tamperings } from "./in-the-database.ts";
import { forgeries, keptText, lunchOf, type Honest } from "./in-the-export.ts";

const page = join(import.meta.dirname, "../../../docs/proof.md");
const heading = "## What was done to a log, and what the verifier said\n";

const server = apiServer({ SECRET_KEY: secretKey });
let honest: Honest;
let kept: string;

beforeAll(async () => {
  const key = new ReferenceKey();
  const said = await talk(server.url, server.databaseUrl);
  const events = await withWords(server.databaseUrl, await storedEvents(server.databaseUrl));
  honest = { events, key, talk: said };
  kept = await keptText(honest);
});

interface Judged {
  readonly done: string;
  readonly code: number;
  readonly said: string;
}

async function judge(done: string, file: string): Promise<Judged> {
  const words = ["--conversation", honest.talk.lunch];
  const { code, said } = await verifyAlone({ file, publicKey: honest.key.publicKey, kept, words });
  const [first = "", ...more] = said.slice(said.findIndex((line) => line.startsWith("Nothing was slipped in")) + 1, -1);
  const last = said.at(-1) ?? "";
  return { done, code, said: named(first === "" ? last : `${first}${more.length > 0 ? " …" : ""}`) };
}

const named = (sentence: string): string =>
  [...honest.talk.names].reduce((text, [id, name]) => text.replaceAll(id, name), sentence);

async function inTheDatabase(): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const { done, statements } of tamperings(honest.talk)) {
    const events = await withWords(server.databaseUrl, await storedEvents(server.databaseUrl, statements));
    const left = await lunchOf(honest, new ReferenceProofs(sealed(honest.events), honest.key), { events });
    judged.push(await judge(`${done}; proofs left as they were`, left));
    const again = events.map((event, index) => ({ ...event, position: BigInt(index + 1) }));
    const rebuilt = await lunchOf(honest, new ReferenceProofs(sealed(again), honest.key), { events: again });
    judged.push(await judge(`${done}; all proofs rebuilt and signed with the real key`, rebuilt));
  }
  return judged;
}

async function inTheExport(): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const { done, make } of forgeries(honest)) judged.push(await judge(done, await make()));
  return judged;
}

const untouched = async (): Promise<Judged> => {
  const proofs = new ReferenceProofs(sealed(honest.events), honest.key);
  return judge("nothing", await lunchOf(honest, proofs, honest));
};

describe("a log that was tampered with", () => {
  it("is found by the verifier alone, which names what was done, as docs/proof.md has it", async () => {
    const judged = [await untouched(), ...(await inTheDatabase()), ...(await inTheExport())];
    const [first, ...rest] = judged;
    expect(first).toEqual({ done: "nothing", code: 0, said: "It holds." });
    expect(rest.filter(({ code }) => code === 0)).toEqual([]);
    await expectInDocs(judged);
  });
});

/** Written anew with UPDATE_DOCS=1. */
async function expectInDocs(judged: readonly Judged[]): Promise<void> {
  const rows = judged.map(({ done, code, said }) => `| ${done} | ${code} | ${said} |`);
  const table = ["| what was done | exit code | what the verifier said |", "|---|---|---|", ...rows].join("\n");
  const text = `\n${introduction}\n\n${table}\n`;
  const [before = ""] = (await readFile(page, "utf8")).split(heading);
  if (process.env["UPDATE_DOCS"] === "1") await writeFile(page, before + heading + text);
  expect((await readFile(page, "utf8")).slice(before.length)).toBe(heading + text);
}

const introduction = `A group, Lunch, of which an auditor kept a checkpoint; the log went on elsewhere. Then somebody who may do anything to the
database, and in some rows has the signing key, made an export of Lunch. \`test/scenarios/proof\` does all of it each time, and
runs the verifier alone in an empty folder: \`--key\`, \`--checkpoint\`, \`--conversation\` Lunch. Of several sentences the first
one is shown.`;
