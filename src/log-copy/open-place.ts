import { KurrentEventStore } from "../event-store/kurrent/kurrent-event-store.ts";
import type { EventStore } from "../event-store/port.ts";
import { PostgresEventStore } from "../event-store/postgres/postgres-event-store.ts";
import { joinEmbeddedPostgres } from "../platform/postgres/embedded/index.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { reasonOf, StartRefused } from "../platform/start-refused.ts";
import { LogCopyRefused } from "./copy-refused.ts";
import { kurrentPace, postgresPace, type Pace } from "./pace.ts";

export interface PlaceSettings {
  /** postgresql://, esdb:// and their kin, or `embedded`: the PostgreSQL of the data folder. */
  readonly url: string;
  /** Of streams in EventStoreDB. */
  readonly prefix: string;
  readonly dataDir: string;
  /** A target in PostgreSQL is given its tables. */
  readonly as: "source" | "target";
  readonly report: (sentence: string) => void;
}

/** A log, wherever it is. */
export interface LogPlace extends AsyncDisposable {
  readonly name: string;
  readonly store: EventStore;
  readonly pace: Pace;
}

/** @throws LogCopyRefused when it cannot be used, with the reason. */
export async function openPlace(settings: PlaceSettings): Promise<LogPlace> {
  await using opened = new AsyncDisposableStack();
  try {
    const place = await placeOf(settings, opened);
    const { store } = place;
    opened.defer(() => store.close());
    const all = opened.move();
    return { ...place, [Symbol.asyncDispose]: () => all.disposeAsync() };
  } catch (error) {
    if (error instanceof StartRefused || error instanceof LogCopyRefused) throw error;
    const { code } = error as { code?: unknown };
    const reason = code === "42P01" ? "it holds no log" : reasonOf(error);
    throw new LogCopyRefused(`The ${settings.as}, ${nameOf(settings)}, cannot be used: ${reason}.`);
  }
}

async function placeOf(
  settings: PlaceSettings,
  opened: AsyncDisposableStack,
): Promise<Pick<LogPlace, "name" | "store" | "pace">> {
  const { url, prefix, as, report } = settings;
  const name = nameOf(settings);
  if (isKurrent(url)) return { name, store: await KurrentEventStore.open({ url, prefix, report }), pace: kurrentPace };
  const database = url === "embedded" ? await embedded(settings, opened) : url;
  if (as === "target") await migrate(database);
  return { name, store: await PostgresEventStore.open({ url: database, report }), pace: postgresPace };
}

async function embedded({ dataDir, report }: PlaceSettings, opened: AsyncDisposableStack): Promise<string> {
  const postgres = await joinEmbeddedPostgres({ dataDir, as: "visitor", report });
  opened.adopt(postgres, (each) => each.leave());
  return postgres.url;
}

const kurrentUrl = /^(esdb|kurrentdb)(\+discover)?:\/\//;
const postgresUrl = /^postgres(ql)?:\/\//;
const isKurrent = (url: string): boolean => kurrentUrl.test(url);

export const isPlace = (url: string): boolean =>
  url === "embedded" || ((isKurrent(url) || postgresUrl.test(url)) && URL.canParse(url));

/** Without account and password. */
function nameOf({ url, prefix, dataDir }: Pick<PlaceSettings, "url" | "prefix" | "dataDir">): string {
  if (url === "embedded") return `PostgreSQL in ${dataDir}`;
  const { host, pathname } = new URL(url);
  return isKurrent(url) ? `EventStoreDB at ${host}, streams ${prefix}…` : `PostgreSQL at ${host}${pathname}`;
}
