import type { Command } from "commander";
import { readConfig } from "../config.ts";
import { LogCopyRefused } from "../log-copy/copy-refused.ts";
import { isPlace, openPlace, type LogPlace } from "../log-copy/open-place.ts";

export interface PlaceOptions {
  readonly from: string;
  readonly to: string;
  readonly fromPrefix?: string;
  readonly toPrefix?: string;
}

/** Says of which two logs a command is. */
export function withPlaces(command: Command): Command {
  return command
    .requiredOption("--from <url>", `the source: ${places}`)
    .requiredOption("--to <url>", `the target: ${places}`)
    .option("--from-prefix <prefix>", "of the source's streams in EventStoreDB; by default EVENT_STORE_PREFIX")
    .option("--to-prefix <prefix>", "the same of the target");
}

const places = 'postgresql://…, esdb://…, or "embedded" for the PostgreSQL in DATA_DIR';

export interface Places extends AsyncDisposable {
  readonly from: LogPlace;
  readonly to: LogPlace;
}

/** @throws LogCopyRefused when they are the same, or one of them cannot be used. */
export async function openPlaces(options: PlaceOptions, kinds: { readonly to: "source" | "target" }): Promise<Places> {
  const { eventStorePrefix, dataDir } = readConfig(process.env);
  const { from, to, fromPrefix = eventStorePrefix, toPrefix = eventStorePrefix } = options;
  for (const [option, url] of Object.entries({ "--from": from, "--to": to })) {
    // Nothing is said of what it is instead: there may be a password in it.
    if (!isPlace(url)) throw new LogCopyRefused(`${option} must be a postgresql:// or esdb:// URL, or "embedded".`);
  }
  if (from === to && (fromPrefix === toPrefix || !/^(esdb|kurrentdb)/.test(from)))
    throw new LogCopyRefused("Source and target are the same log.");
  await using opened = new AsyncDisposableStack();
  const shared = { dataDir, report: console.error };
  const source = opened.use(await openPlace({ ...shared, url: from, prefix: fromPrefix, as: "source" }));
  const target = opened.use(await openPlace({ ...shared, url: to, prefix: toPrefix, as: kinds.to }));
  const all = opened.move();
  return { from: source, to: target, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
