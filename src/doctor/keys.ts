import { join } from "node:path";
import type { Pool } from "pg";
import type { Config } from "../config.ts";
import { Codec } from "../event-store/codec/codec.ts";
import { KeyRing } from "../event-store/keys/key-ring.ts";
import { KeyTable } from "../event-store/keys/key-table.ts";
import { masterKey } from "../event-store/keys/master-key.ts";
import { unopenedText } from "../event-store/keys/unopened-text.ts";
import type { EventStore } from "../event-store/port.ts";
import { eventTypes } from "../events/index.ts";
import { reasonOf, StartRefused } from "../platform/start-refused.ts";
import { isThere } from "./data-folder.ts";
import type { Findings } from "./finding.ts";

const sampled = 200;

/** Whether the present master key opens the keys, and these the log. */
export async function examineKeys(
  { pool, store }: { readonly pool: Pool; readonly store: EventStore | null },
  config: Config,
  findings: Findings,
): Promise<void> {
  const path = join(config.dataDir, "secret.key");
  if (config.secretKey === undefined && !(await isThere(path)))
    return findings.problem(`SECRET_KEY is not set, and ${path} is not there: bring back the key of this deployment.`);
  const table = await openTable(pool, config, findings);
  if (!table) return;
  const tried = await table.tried();
  if (tried.unopened.length > 0) findings.problem(unopenedText(tried));
  else findings.ok(`The master key opens all of the ${tried.count.toLocaleString("en")} keys there are.`);
  if (config.secretKey === undefined)
    findings.ok(`The master key is in ${path}: keep a copy of it apart from all backups.`);
  if (store) await openSome(new KeyRing(table, {}, () => undefined), store, findings);
}

async function openTable(pool: Pool, config: Config, findings: Findings): Promise<KeyTable | null> {
  try {
    const table = new KeyTable(pool, await masterKey(config));
    await table.assertMasterKey();
    return table;
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    findings.problem(error.message);
    return null;
  }
}

/** The log's first events, as a sample: are their keys here, does this release know them? */
async function openSome(keys: KeyRing, store: EventStore, findings: Findings): Promise<void> {
  const events = await Array.fromAsync(store.readAll({ after: 0n, limit: sampled }));
  try {
    await new Codec(eventTypes, keys).decode(events);
    findings.ok(`The first ${events.length} events of the log can be read with these keys.`);
  } catch (error) {
    findings.problem(`An event of the log cannot be read: ${reasonOf(error)}`);
  }
}
