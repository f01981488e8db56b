import type { Codec } from "../event-store/codec/codec.ts";
import type { EventStore, Position, RecordedEvent } from "../event-store/port.ts";
import type { AnyEvent } from "../events/index.ts";
import { logged, type Logged } from "../events/logged.ts";
import type { AuditReads, AuditScope } from "../projections/reads/audit.ts";

/** What auditors look into: the log, and where in it things are. */
export interface LogForAudit {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly places: AuditReads;
}

/** Events that are held at once. */
const atOnce = 500;

/** As they are stored, in the log's order, page by page: whoever takes them slowly has them read slowly. */
export async function* storedPages(
  { store, places }: Pick<LogForAudit, "store" | "places">,
  scope: AuditScope,
): AsyncGenerator<readonly RecordedEvent[], void, void> {
  let { after } = scope;
  for (;;) {
    const positions = await places.positions({ ...scope, after }, atOnce);
    const last = positions.at(-1);
    if (last === undefined) return;
    yield await store.eventsAt(positions);
    after = last;
  }
}

/** Opened, in the log's order. */
export async function openedAt<Event extends AnyEvent>(
  { store, codec }: Pick<LogForAudit, "store" | "codec">,
  positions: readonly Position[],
): Promise<readonly Logged<Event>[]> {
  if (positions.length === 0) return [];
  const events = await codec.decode(await store.eventsAt(positions));
  return events.map((event) => logged<Event>(event));
}

/** All places that a question finds, asked page by page. */
export async function allPlaces(
  after: Position,
  ask: (after: Position, limit: number) => Promise<readonly Position[]>,
): Promise<readonly Position[]> {
  const all: Position[] = [];
  for (let from = after; ;) {
    const page = await ask(from, 10_000);
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < 10_000) return all;
    from = last;
  }
}
