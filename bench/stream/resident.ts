import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** What a process has in memory, in kilobytes; null where the system does not say (it has no /proc). */
const residentKilobytes = (pid: number): Promise<number | null> => kilobytesOf(pid, "VmRSS");

/** The most that it ever had. */
export const peakKilobytes = (pid: number): Promise<number | null> => kilobytesOf(pid, "VmHWM");

async function kilobytesOf(pid: number, what: "VmRSS" | "VmHWM"): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  });
  const [, kilobytes] = new RegExp(`^${what}:\\s+(\\d+) kB$`, "m").exec(status) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes);
}

/** The same once three seconds have changed it by less than 1 MB: what a start leaves behind is given back by then. */
export async function settledKilobytes(pid: number): Promise<number | null> {
  for (let before = await residentKilobytes(pid); ;) {
    await pause(3_000);
    const now = await residentKilobytes(pid);
    if (now === null || before === null || Math.abs(now - before) < 1_024) return now;
    before = now;
  }
}
