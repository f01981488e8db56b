import type { Pool } from "pg";
import type { Config } from "../config.ts";
import type { EventStore } from "../event-store/port.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { examineDataFolder } from "./data-folder.ts";
import { findingsAbout, type Finding, type Findings } from "./finding.ts";
import { examineOpenLog } from "./log.ts";
import { examineMail } from "./mail.ts";
import { examinePostgres } from "./postgres.ts";
import { examineProof } from "./proof.ts";
import { examineRedis } from "./redis.ts";
import { examineJobs, examineReadModels } from "./work.ts";

export interface Running {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly pool: Pool;
  readonly store: EventStore;
}

/**
 * What a running server sees of what it stands on, with the examinations of `examine`, but for those that would hold it
 * up: settings and master key were tried when it began. Whatever fails is a finding; it never throws.
 */
export async function examineRunning({ config, databaseUrl, pool, store }: Running): Promise<readonly Finding[]> {
  const examinations: readonly (readonly [string, (findings: Findings) => Promise<unknown>])[] = [
    ["postgres", (findings) => examinePostgres(databaseUrl, config, findings)],
    ["log", (findings) => examineOpenLog(store, config, findings)],
    ["data", (findings) => examineDataFolder(config, findings)],
    ["models", (findings) => examineReadModels({ pool, store }, findings)],
    ["jobs", (findings) => examineJobs({ pool }, findings)],
    ["proof", (findings) => examineProof({ pool, store }, findings)],
    ["mail", (findings) => examineMail(config, findings)],
    ["redis", (findings) => examineRedis(config, findings)],
  ];
  const all = await Promise.all(examinations.map(async ([about, look]) => found(about, look)));
  return all.flat();
}

async function found(about: string, look: (findings: Findings) => Promise<unknown>): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const noted = findingsAbout(about, (finding) => findings.push(finding));
  try {
    await look(noted);
  } catch (error) {
    noted.problem(`This could not be looked at: ${reasonOf(error)}`);
  }
  return findings;
}
