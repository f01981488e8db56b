import type { Pool } from "pg";
import type { Keys } from "../event-store/codec/event-type.ts";
import { forgetMails } from "./email/mails.ts";
import { outboxTransport, tidyOutbox } from "./email/outbox.ts";
import type { MailTransport } from "./email/outgoing.ts";
import type { MailSettings } from "./email/settings.ts";
import { openMailSigning } from "./email/signing.ts";
import { smtpTransport } from "./email/smtp.ts";
import type { LogHead } from "./email/until-shown.ts";
import { BullQueue, type QueuePlace } from "./jobs/bull-queue.ts";
import type { JobKind } from "./jobs/kind.ts";
import type { AttemptObserver } from "./jobs/observe-attempts.ts";
import type { PeriodicWork } from "./jobs/periodically.ts";
import { startJobs, type RunningJobs } from "./jobs/start-jobs.ts";
import { allKinds, type WorkerParts } from "./kinds.ts";

export interface WorkersOptions extends Omit<WorkerParts, "mail"> {
  readonly pool: Pool;
  readonly store: LogHead;
  readonly keys: Pick<Keys, "forSealing">;
  /** Where the queue lives. */
  readonly place: QueuePlace;
  readonly mail: MailSettings;
  /** Looked after from time to time, once in all processes. */
  readonly periodic: readonly PeriodicWork[];
  readonly observers: readonly AttemptObserver[];
  /** Told, a sentence each, of outages that are waited out and of jobs that are dead. */
  readonly report: (sentence: string) => void;
}

/** Jobs that are carried out, and what events call for. Until it is disposed of. */
export interface RunningWorkers extends RunningJobs {
  readonly kinds: readonly JobKind[];
}

const keptDays = { outbox: 30, mails: 30 };
const tidyEveryMs = 24 * 3_600_000;

export async function startWorking(options: WorkersOptions): Promise<RunningWorkers> {
  const { pool, store, keys, place, mail, periodic, observers, report, ...others } = options;
  const transport = transportOf(mail);
  const signing = await openMailSigning(keys);
  const kinds = allKinds({ ...others, mail: { store, settings: mail, transport, signing } });
  const queue = await BullQueue.open({ place, report });
  const jobs = startJobs({ pool, queue, kinds, periodic: [...periodic, tidying(pool, mail)], observers, report });
  return {
    kinds,
    wake: () => jobs.wake(),
    async [Symbol.asyncDispose]() {
      await jobs[Symbol.asyncDispose]();
      await transport.close();
    },
  };
}

function transportOf({ smtpUrl, from, publicUrl, dataDir }: MailSettings): MailTransport {
  const eml = { from, host: new URL(publicUrl).hostname };
  return smtpUrl === undefined ? outboxTransport(dataDir, eml) : smtpTransport(smtpUrl, eml);
}

function tidying(pool: Pool, { dataDir }: MailSettings): PeriodicWork {
  return {
    name: "tidy mails",
    lane: "house",
    everyMs: tidyEveryMs,
    async run() {
      await forgetMails(pool, keptDays.mails);
      await tidyOutbox(dataDir, keptDays.outbox);
    },
  };
}
