import { setTimeout as pause } from "node:timers/promises";
import type { ClientConfig, Pool } from "pg";
import type { Position } from "../event-store/port.ts";
import { changed, channel } from "./channel.ts";
import { lead } from "./lead.ts";
import type { Leader } from "./leader.ts";
import {
  LeaseLost,
  leaseTimes,
  takeForRebuild,
  takeLease,
  type Candidate,
  type LeaseTimes,
  type Tenure,
} from "./lease.ts";
import { isOutage } from "./outage.ts";
import { newHolder, Presence } from "./presence.ts";
import { OwnReader, type Log } from "./pages.ts";
import type { Projection } from "./projection.ts";
import { declare } from "./builds.ts";
import type { ProjectionRegistry } from "./registry.ts";

const pauseMs = 500;

export interface RebuildProgress {
  readonly position: Position;
  /** Of the log, when the rebuild began. */
  readonly head: Position;
  readonly eventsPerSecond: number;
  /** Null while there is nothing to tell it from. */
  readonly secondsLeft: number | null;
}

export interface RebuildOptions extends Log {
  readonly registry: ProjectionRegistry;
  readonly pool: Pool;
  /** For the connection that shows workers that this is at work. */
  readonly connection: ClientConfig;
  readonly lease?: LeaseTimes;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly report?: (sentence: string) => void;
  /** Ends it early; a worker then goes on where it stood. */
  readonly signal?: AbortSignal;
}

/**
 * Builds the active build of a projection anew, in place: its rows are gone and come back. Whoever led it stands down
 * until this is done. If this process dies, a worker finishes the work.
 * @throws Stopped at an event that cannot be written, LeaseLost when another process took the work over.
 */
export async function rebuild(name: string, options: RebuildOptions): Promise<void> {
  const { registry, pool, connection, lease: times = leaseTimes, signal = new AbortController().signal } = options;
  const build = await declare(pool, registry, name);
  const report = (sentence: string): void => options.report?.(sentence);
  const presence = new Presence({ holder: newHolder(), signal, connection, report });
  presence.open();
  try {
    await rebuildAs({ build, presence, times }, { ...options, report, signal });
  } finally {
    await presence.close();
  }
  await pool.query("select pg_notify($1, $2)", [channel, changed]);
}

type Parts = RebuildOptions & Required<Pick<RebuildOptions, "report" | "signal">>;

async function rebuildAs(candidate: Candidate, options: Parts): Promise<void> {
  const { pool, store, signal } = options;
  const { build } = candidate;
  const head = await store.head();
  const began = performance.now();
  let tenure = await takeForRebuild(pool, candidate);
  while (!signal.aborted) {
    if (!tenure) throw new LeaseLost(build);
    try {
      const onPage = (leader: Leader): "go on" | "done" => {
        options.onProgress?.(progressOf(leader, head, performance.now() - began));
        return leader.isIndexed ? "done" : "go on";
      };
      const source = new OwnReader(options, { ...prefixesOf(build.projection), signal });
      await lead(tenure, { candidate, pool, log: options, source, signal, onPage });
      break;
    } catch (error) {
      if (!isOutage(error)) throw error;
      options.report((error as Error).message);
      tenure = await retaken(() => takeLease(pool, candidate), signal);
    }
  }
}

/** The lease again, once the database answers. Null when somebody else has it, or when aborted. */
async function retaken(take: () => Promise<Tenure | null>, signal: AbortSignal): Promise<Tenure | null> {
  while (!signal.aborted) {
    await pause(pauseMs, undefined, { signal }).catch(() => undefined); // aborted: there is one more try
    try {
      return await take();
    } catch (error) {
      if (!isOutage(error)) throw error;
    }
  }
  return null;
}

function progressOf(leader: Leader, head: Position, elapsedMs: number): RebuildProgress {
  const { position } = leader;
  const left = head > position ? Number(head - position) : 0;
  const secondsLeft = position > 0n ? (left * elapsedMs) / 1_000 / Number(position) : null;
  return { position, head, eventsPerSecond: leader.meter.perSecond(), secondsLeft };
}

const prefixesOf = ({ prefixes }: Projection): { prefixes?: readonly string[] } => (prefixes ? { prefixes } : {});
