import type { Auth } from "./auth/auth.ts";
import { createCommandContext } from "./commands/create-context.ts";
import type { Config } from "./config.ts";
import { startErasing } from "./erasure/chore.ts";
import type { Foundation } from "./foundation.ts";
import { loggedAttempts, measuredAttempts, tracedAttempts } from "./observed-jobs.ts";
import { droppingDrafts } from "./reactors/drop-drafts.ts";
import { ownedConversations } from "./reactors/owned-conversations.ts";
import { sendingDue } from "./reactors/send-due.ts";
import { startReactors } from "./reactors/start-reactors.ts";
import { mailingCheckpoints } from "./workers/email/mail-checkpoints.ts";
import type { MailSettings } from "./workers/email/settings.ts";
import type { QueuePlace } from "./workers/jobs/bull-queue.ts";
import { startWorking } from "./workers/start-workers.ts";
import { linkPreviews } from "./workers/link-preview/preview-of.ts";
import { sweepingPages } from "./workers/link-preview/sweep.ts";
import type { ComposeOptions } from "./compose-options.ts";
import { reachOfPreviews } from "./compose-previews.ts";

/** Bytes of memory for the states that reactions decide on, which are few. */
const reactorsStateBytes = 8 * 1_024 * 1_024;

/** Does what happens by itself, until it is disposed of. It needs neither API nor gateway in its process. */
export async function startWorkers(options: ComposeOptions): Promise<AsyncDisposable> {
  const { config, foundation, metrics, tracing, logger } = options;
  const { pool, store, codec } = foundation;
  const report = (sentence: string): void => logger.warn(sentence);
  const clock = (): string => new Date().toISOString();
  const commands = createCommandContext({ ...foundation, clock, report, maxStateBytes: reactorsStateBytes });
  const context = { commands, owned: ownedConversations(pool) };
  const periodic = [sendingDue({ pool, commands, clock, report }), droppingDrafts({ pool, commands })];
  const previews = linkPreviews({ pool, reach: reachOfPreviews(config) });
  const workers = await startWorking({
    ...foundation,
    place: await placeOfQueue(config, foundation),
    mail: mailSettings(config),
    previews: config.linkPreviews.isOn ? { commands, previews } : null,
    periodic: [
      ...periodic.map((chore) => ({ ...chore, lane: "house" as const })),
      sweepingPages(pool),
      ...(config.mail.checkpoints === "off" ? [] : [mailingCheckpoints(pool, config.mail.checkpoints)]),
    ],
    observers: [loggedAttempts(logger), measuredAttempts(metrics), ...(tracing ? [tracedAttempts(tracing)] : [])],
    report,
  });
  const reactors = startReactors({
    pool,
    log: { store, codec },
    context,
    kinds: workers.kinds,
    onIntents: () => workers.wake(),
    report,
  });
  const auth: Auth = { pool, now: () => new Date(), registration: config.registration };
  const erasing = startErasing({
    auth,
    commands,
    keys: foundation.keys,
    dataDir: config.dataDir,
    days: config.retention,
    clock,
    report,
  });
  return {
    async [Symbol.asyncDispose]() {
      await erasing[Symbol.asyncDispose]();
      await reactors[Symbol.asyncDispose]();
      await workers[Symbol.asyncDispose]();
      await commands.close();
    },
  };
}

/** Each deployment has its own queues in a shared Redis, and each epoch of its log. */
async function placeOfQueue({ redisUrl }: Config, { databaseUrl, store }: Foundation): Promise<QueuePlace> {
  if (redisUrl === undefined) return { by: "postgres", connectionString: databaseUrl };
  return { by: "redis", url: redisUrl, prefix: `verbatim:${await store.epoch()}:jobs` };
}

function mailSettings({ mail, publicUrl, locale, timeZone, dataDir }: Config): MailSettings {
  return { ...mail, publicUrl, locale, timeZone, dataDir };
}
