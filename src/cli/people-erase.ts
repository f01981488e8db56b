import { createInterface } from "node:readline/promises";
import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import { accountOf, credentialsByLogin } from "../auth/accounts.ts";
import type { Auth } from "../auth/auth.ts";
import { createCommandContext } from "../commands/create-context.ts";
import { readConfig, type Config } from "../config.ts";
import { projectionsPool } from "../connections.ts";
import { userId, type UserId } from "../domain/ids.ts";
import { beginErasure } from "../erasure/begin.ts";
import { carryOut, destroyKey, ErasureHeld, type ErasureParts } from "../erasure/carry-out.ts";
import { withErasureLock } from "../erasure/go-on.ts";
import { erasureOf, type Erasure } from "../erasure/people.ts";
import { openFoundation, type Foundation } from "../foundation.ts";
import { StartRefused } from "../platform/start-refused.ts";
import { ProjectionThread } from "../projections/thread-handle.ts";

const lookEveryMs = 500;

export function eraseCommand(): Command {
  return new Command("erase")
    .description("erase a person for ever: their words, their names, their account; a server may run meanwhile")
    .argument("<user>", "their username or id")
    .action(async (user: string) => {
      const config = readConfig(process.env);
      const interrupted = new AbortController();
      process.once("SIGINT", () => interrupted.abort());
      await using foundation = await openFoundation(config, { as: "visitor", report: console.error });
      await using commands = closing(createCommandContext({ ...foundation, clock, report: console.error }));
      const auth: Auth = { pool: foundation.pool, now: () => new Date(), registration: config.registration };
      const parts = { auth, commands: commands.context, keys: foundation.keys, dataDir: config.dataDir };
      const id = await personCalled(auth, user);
      if (process.stdin.isTTY && !(await isMeant(user))) throw new StartRefused(user, "nobody was erased.");
      // Whoever has the read models' leases keeps them; where no server runs they are brought up to date here.
      const thread = new ProjectionThread({ settings: threadSettings(config, foundation), report: console.error });
      thread.start();
      try {
        const begun = await beginErasure(parts, { userId: id, by: null });
        if (begun.kind === "refused") throw new StartRefused(user, begun.detail);
        console.log(`${id} is called "Erased person ${begun.number}" from now on, and logged out.`);
        await erase({ parts, pool: foundation.pool, id, signal: interrupted.signal });
      } catch (error) {
        if (error instanceof ErasureHeld) throw new StartRefused(user, error.message);
        if (!interrupted.signal.aborted) throw error;
        console.error(`verbatim: Interrupted. A server goes on with it, and so does "verbatim people erase ${id}".`);
        process.exitCode = 130;
      } finally {
        await thread.close();
      }
    });
}

/** Asked on a terminal; a script knows what it does. */
async function isMeant(user: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const sentence = `All that ${user} wrote becomes unreadable for ever, in backups too. Type ${user} to go on: `;
    const typed = await terminal.question(sentence).catch(() => ""); // Ctrl-C
    return typed.trim() === user;
  } finally {
    terminal.close();
  }
}

interface Erasing {
  readonly parts: ErasureParts;
  readonly pool: Foundation["pool"];
  readonly id: UserId;
  readonly signal: AbortSignal;
}

async function erase({ parts, pool, id, signal }: Erasing): Promise<void> {
  await destroyKey(parts, await known(pool, id));
  console.log("The key is destroyed: nobody reads their words in the log any more.");
  console.log("Read models, mails and PostgreSQL's own files follow …");
  for (let erasure = await known(pool, id); !erasure.isDone; erasure = await known(pool, id)) {
    const isOurs = await withErasureLock(pool, () => carryOut(parts, erasure, signal));
    if (!isOurs) await pause(lookEveryMs, undefined, { signal }); // a server is at it
  }
  for (const sentence of (await known(pool, id)).remains) console.log(sentence);
  console.log("Done. Keep the list that `verbatim people erased` prints where the backups are not.");
}

async function known(pool: Foundation["pool"], id: UserId): Promise<Erasure> {
  const erasure = await erasureOf(pool, id);
  if (!erasure) throw new Error(`Nobody asked to erase ${id}.`);
  return erasure;
}

function threadSettings({ dataDir, secretKey, eventStoreUrl, eventStorePrefix }: Config, { databaseUrl }: Foundation) {
  return { databaseUrl, eventStoreUrl, eventStorePrefix, dataDir, secretKey, poolSize: projectionsPool };
}

async function personCalled(auth: Auth, user: string): Promise<UserId> {
  const account = (await accountOf(auth, user)) ?? (await credentialsByLogin(auth, user));
  if (!account) throw new StartRefused(user, "there is no account of this username or id.");
  return userId(account.userId);
}

const clock = (): string => new Date().toISOString();

interface Closing extends AsyncDisposable {
  readonly context: ReturnType<typeof createCommandContext>;
}

const closing = (context: Closing["context"]): Closing => ({
  context,
  [Symbol.asyncDispose]: () => context.close(),
});
