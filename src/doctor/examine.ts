import { join } from "node:path";
import pg from "pg";
import type { Config } from "../config.ts";
import { joinEmbeddedPostgres } from "../platform/postgres/embedded/index.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { examineDataFolder, isThere } from "./data-folder.ts";
import { findingsAbout, type Finding, type Findings } from "./finding.ts";
import { examineKeys } from "./keys.ts";
import { examineLog } from "./log.ts";
import { examineMail } from "./mail.ts";
import { examinePostgres } from "./postgres.ts";
import { examineProof } from "./proof.ts";
import { examineRedis } from "./redis.ts";
import { examineSettings } from "./settings.ts";
import { examineJobs, examineReadModels } from "./work.ts";

/**
 * Looks at everything that a deployment stands on, beside a running server or without one, and changes nothing. What
 * cannot be looked at because something before it fails is left out.
 */
export async function examine(environment: NodeJS.ProcessEnv, onFinding: (finding: Finding) => void): Promise<void> {
  const about = (what: string): Findings => findingsAbout(what, onFinding);
  const config = examineSettings(environment, about("settings"));
  if (!config) return;
  const hasData = await examineDataFolder(config, about("data"));
  await examineRedis(config, about("redis"));
  await examineMail(config, about("mail"));
  await using opened = new AsyncDisposableStack();
  const url = await databaseUrl(config, { hasData, opened }, about("postgres"));
  if (url === null || !(await examinePostgres(url, config, about("postgres")))) return;
  const pool = opened.adopt(new pg.Pool({ connectionString: url, max: 2 }), (each) => each.end());
  pool.on("error", () => undefined); // an idle one that is lost is opened again
  const store = await examineLog(url, config, about("log"));
  opened.defer(() => store?.close());
  await examineKeys({ pool, store }, config, about("keys"));
  if (store) await examineReadModels({ pool, store }, about("models"));
  await examineJobs({ pool }, about("jobs"));
  if (store) await examineProof({ pool, store }, about("proof"));
}

/** The embedded one is started for our own time where no server runs; one that was never made is not made. */
async function databaseUrl(
  { databaseUrl: given, dataDir }: Config,
  { hasData, opened }: { readonly hasData: boolean; readonly opened: AsyncDisposableStack },
  findings: Findings,
): Promise<string | null> {
  if (given !== undefined) return given;
  if (!hasData || !(await isThere(join(dataDir, "postgres")))) {
    findings.warning("The embedded PostgreSQL is not made yet: the server makes it at its first start.");
    return null;
  }
  try {
    const postgres = await joinEmbeddedPostgres({ dataDir, as: "visitor" });
    opened.adopt(postgres, (each) => each.leave());
    return postgres.url;
  } catch (error) {
    findings.problem(`The embedded PostgreSQL cannot be used: ${reasonOf(error)}`);
    return null;
  }
}
