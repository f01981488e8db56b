import { spawn, spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { StartRefused } from "../../start-refused.ts";

/** The operating system's account that PostgreSQL runs as: its programs refuse to run as root. */
export interface Account {
  readonly ids: { readonly uid: number; readonly gid: number } | null;
  /** Words before each command, where the account could not reach the files by itself. */
  readonly prefix: readonly string[];
}

export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Our own account, or, for root, `postgres` where the machine has it, else `nobody`. No account is ever created and
 * no folder of others opened: where one on the way is closed to that account (root's home, a temporary folder), the
 * programs get the one capability that lets them pass, and nothing more.
 */
export async function accountFor(paths: readonly string[]): Promise<Account> {
  if (process.getuid?.() !== 0) return { ids: null, prefix: [] };
  const ids = idsOf("postgres") ?? idsOf("nobody");
  if (!ids) throw new StartRefused("DATA_DIR", "PostgreSQL refuses to run as root, and there is no account for it.");
  if (await reachable(paths)) return { ids, prefix: [] };
  const capability = "--inh-caps=+dac_read_search --ambient-caps=+dac_read_search";
  const user = `--reuid=${ids.uid} --regid=${ids.gid} --clear-groups`;
  const prefix = ["setpriv", ...user.split(" "), ...capability.split(" "), "--"];
  if (spawnSync(prefix[0] ?? "", [...prefix.slice(1), "true"]).status === 0) return { ids, prefix };
  throw new StartRefused(
    "DATA_DIR",
    `as root, PostgreSQL runs as another user, who cannot enter ${paths.join(" or ")}; ` +
      "start as an ordinary user, or in a folder that others may enter.",
  );
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** The folder it runs in. */
  readonly folder: string;
}

/** Runs a program as the account and gives its exit code with everything that it said. */
export async function run(account: Account, { program, args, folder }: Command): Promise<CommandResult> {
  const [command = program, ...rest] = [...account.prefix, program, ...args];
  const switched = account.prefix.length === 0 && account.ids ? account.ids : {};
  const child = spawn(command, rest, {
    ...switched,
    cwd: folder,
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: Buffer.concat(said).toString("utf8") }));
  });
}

/** The last of the lines that a program said, or of those wanted. */
export function lastLine(text: string, wanted = /\S/): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.findLast((line) => wanted.test(line)) ?? lines.at(-1) ?? "it said nothing.";
}

function idsOf(name: string): { uid: number; gid: number } | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function reachable(paths: readonly string[]): Promise<boolean> {
  const folders = new Set<string>();
  for (const path of paths) for (let at = dirname(path); !folders.has(at); at = dirname(at)) folders.add(at);
  const modes = await Promise.all([...folders].map(async (folder) => (await stat(folder)).mode));
  return modes.every((mode) => (mode & 0o001) !== 0);
}
