import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkpointJson } from "../../../src/proof/checkpoint.ts";
import { exportText } from "../../support/proof/export-text.ts";
import { madeUpLog } from "../../support/proof/made-up-log.ts";
import { ReferenceKey } from "../../support/proof/reference-log.ts";
import { ReferenceProofs, sealed } from "../../support/proof/reference-proofs.ts";

const root = join(import.meta.dirname, "../../..");
const key = new ReferenceKey();

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verbatim-verify-"));
  const log = madeUpLog([
    { conversation: "lunch", text: "Soup?" },
    { conversation: "lunch", text: "Soup!" },
  ]);
  const proofs = new ReferenceProofs(sealed(log), key);
  const kept = await proofs.ofSize(1);
  const given = { proofs, checkpoint: await proofs.latest(), kept, events: log, conversationIds: ["lunch"] };
  await writeFile(join(folder, "export.ndjson"), await exportText(given));
  await writeFile(join(folder, "kept.json"), JSON.stringify(checkpointJson(kept)));
  await writeFile(join(folder, "server.pub"), `${key.publicKey}\n`);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function run(script: string, words: readonly string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, script), ...words], { cwd: folder, env: {} }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr });
    });
  });
}

describe.each(["verifier/verify.mjs", "src/cli/verbatim.ts"])("verify, as %s", (script) => {
  const verify = (...words: string[]): ReturnType<typeof run> =>
    run(script, script.endsWith(".ts") ? ["verify", ...words] : words);
  const beside = ["--key", "server.pub", "--checkpoint", "kept.json"];

  it("says whether an export holds, needing no settings and no database", async () => {
    const { code, said } = await verify("export.ndjson", ...beside);
    expect(said).toMatch(/\nNothing was changed: holds\.\n(.*\n)*It holds\.\n$/);
    expect(code).toBe(0);
  });

  it("takes the key itself for a file with it, and needs no checkpoint, but says what it is then worth", async () => {
    const { code, said } = await verify("--key", key.publicKey, "export.ndjson");
    expect(said).toContain("only as good as the server's word");
    expect(code).toBe(0);
  });

  it("ends with 1 where it does not hold, and with 2 where it cannot be judged", async () => {
    const file = join(folder, "export.ndjson");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("Soup!", "Meat!"));
    expect(await verify("export.ndjson", ...beside)).toMatchObject({ code: 1 });
    expect(await verify("nowhere.ndjson", ...beside)).toMatchObject({ code: 2 });
  });
});

describe("the verifier's file", () => {
  const verify = (...words: string[]): ReturnType<typeof run> => run("verifier/verify.mjs", words);

  it("says 2 for everything that is no export, key or checkpoint", async () => {
    const beside = ["--key", "server.pub", "--checkpoint", "kept.json"];
    expect(await verify("kept.json", ...beside)).toMatchObject({ code: 2 });
    expect(await verify("export.ndjson")).toMatchObject({ code: 2 });
    expect(await verify("export.ndjson", "--key", "nowhere.pub")).toMatchObject({ code: 2 });
    expect(await verify("export.ndjson", ...beside, "--unknown")).toMatchObject({ code: 2 });
  });

  it("is all that it takes: it imports nothing and asks nothing of the network", async () => {
    const text = await readFile(join(root, "verifier/verify.mjs"), "utf8");
    expect(text).not.toMatch(
      /^\s*import\s|\bimport\(|\brequire\(|\bfetch\(|XMLHttpRequest|WebSocket|node:(?!fs|util|url)/mu,
    );
  });
});
