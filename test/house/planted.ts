import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const root = join(import.meta.dirname, "../..");

export type Files = Readonly<Record<string, string>>;
export type Verdict = { readonly exitCode: number; readonly output: string };
export type Finding = { readonly file: string; readonly message: string; readonly rule: string };
export type LintVerdict = { readonly exitCode: number; readonly findings: readonly Finding[] };

/** What the project's own lint command says of a project that holds these files only. */
export async function lint(files: Files): Promise<LintVerdict> {
  const { exitCode, output } = await inProjectOf(files, "oxlint", "--type-aware", "--deny-warnings", "--format=unix");
  const findings = [...output.matchAll(/^(\S+?):\d+:\d+: (.*) \[Error\/\w+\((\S+)\)\]$/gm)];
  return { exitCode, findings: findings.map(([, file = "", message = "", rule = ""]) => ({ file, message, rule })) };
}

/** What the project's own types command says of a project that holds these files only. */
export async function checkTypes(files: Files): Promise<Verdict> {
  return inProjectOf(files, "tsc", "--noEmit");
}

async function inProjectOf(files: Files, tool: string, ...args: readonly string[]): Promise<Verdict> {
  const project = await mkdtemp(join(tmpdir(), "verbatim-house-"));
  try {
    for (const settings of [".oxlintrc.json", "tsconfig.json", "package.json"])
      await copyFile(join(root, settings), join(project, settings));
    await symlink(join(root, "node_modules"), join(project, "node_modules"));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(project, path)), { recursive: true });
      await writeFile(join(project, path), text);
    }
    return await run(project, join(root, "node_modules/.bin", tool), args);
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

async function run(cwd: string, command: string, args: readonly string[]): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, timeout: 50_000 }, (error, stdout, stderr) => {
      const exitCode = error ? error.code : 0;
      if (typeof exitCode === "number") resolve({ exitCode, output: stdout + stderr });
      else reject(error ?? new Error(`${command} ended without an exit code.`));
    });
  });
}
