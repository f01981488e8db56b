import { execFile } from "node:child_process";
import { copyFile, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const verifier = join(import.meta.dirname, "../../../verifier/verify.mjs");

export interface Handed {
  readonly file: string;
  readonly publicKey: string;
  /** JSON text. */
  readonly kept: string;
  readonly words?: readonly string[];
}

/** The verifier's one file in an empty folder, with an export, a key and a checkpoint: it may read nothing else. */
export async function verifyAlone({
  file,
  publicKey,
  kept,
  words = [],
}: Handed): Promise<{ code: number; said: string[] }> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "verbatim-verify-"));
  try {
    await copyFile(verifier, join(folder, "verify.mjs"));
    await writeFile(join(folder, "export.ndjson"), file);
    await writeFile(join(folder, "server.pub"), `${publicKey}\n`);
    await writeFile(join(folder, "kept.json"), kept);
    const given = ["export.ndjson", "--key", "server.pub", "--checkpoint", "kept.json", ...words];
    const args = ["--permission", `--allow-fs-read=${folder}`, "verify.mjs", ...given];
    return await new Promise((resolve, reject) => {
      execFile(process.execPath, args, { cwd: folder, env: {} }, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === "number" && stderr === "") resolve({ code, said: stdout.trimEnd().split("\n") });
        else reject(new Error(stderr, { cause: error }));
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
