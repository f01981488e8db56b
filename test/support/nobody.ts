import { spawnSync } from "node:child_process";

/** The account without rights, for processes that must not be root; null when we are not root, or there is none. */
export const nobody: { readonly uid: number; readonly gid: number } | null = accountOf("nobody");

function accountOf(name: string): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}
