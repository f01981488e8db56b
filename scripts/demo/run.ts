import { spawn } from "node:child_process";
import { join } from "node:path";
import { needsFirstAccount } from "../../src/auth/accounts.ts";
import { createCommandContext } from "../../src/commands/create-context.ts";
import { readConfig } from "../../src/config.ts";
import { openFoundation } from "../../src/foundation.ts";
import { password, people } from "./people.ts";
import { talks } from "./story.ts";
import { registerCast, tell } from "./tell.ts";

/** Fills a data folder with invented people and what they said to each other, once, and starts the server on it. */
const settings = { ...process.env, DATA_DIR: process.env["DATA_DIR"] ?? "./data-demo" };
const config = readConfig(settings);
if (await fill()) console.log(`Filled ${settings.DATA_DIR}.`);
console.log(`Log in as ${Object.keys(people).join(", ")}; the password is "${password}".`);
const main = join(import.meta.dirname, "../../src/main.ts");
const server = spawn(process.execPath, ["--max-semi-space-size=8", "--expose-gc", main], {
  stdio: "inherit",
  env: settings,
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
server.on("close", (code) => process.exit(code ?? 1));

/** @returns false where somebody is there already. */
async function fill(): Promise<boolean> {
  await using foundation = await openFoundation(config, { as: "visitor", report: console.error });
  const now = Date.now();
  let time = now;
  const clock = (): string => new Date(time).toISOString();
  const auth = { pool: foundation.pool, now: () => new Date(time), registration: "open" as const };
  if (!(await needsFirstAccount(auth))) return false;
  const commands = createCommandContext({ ...foundation, clock, report: console.error });
  const teller = { commands, auth, goTo: (ago: number) => void (time = now - ago * 60_000) };
  teller.goTo(90 * 24 * 60);
  try {
    const cast = await registerCast(teller);
    for (const talk of talks) await tell(teller, cast, talk);
  } finally {
    await commands.close();
  }
  return true;
}
