import type { FastifyBaseLogger } from "fastify";
import type { ApiSettings, ServerParts } from "./api/parts.ts";
import type { Auth } from "./auth/auth.ts";
import { KnownSessions } from "./auth/known-sessions.ts";
import { createCommandContext, type CommandSide } from "./commands/create-context.ts";
import { findLine } from "./commands/find-line.ts";
import { headOf } from "./commands/heads.ts";
import { namesOf } from "./commands/people.ts";
import type { Config } from "./config.ts";
import { projectionsPool } from "./connections.ts";
import { lineOf, type Line } from "./domain/conversation/line.ts";
import { locate, type LineId } from "./domain/ids.ts";
import type { Foundation } from "./foundation.ts";
import { startGateway, type GatewayOptions } from "./gateway/gateway.ts";
import { openQueryPool } from "./platform/postgres/query-pool.ts";
import { allProjections } from "./projections/all.ts";
import { OlderKeysInReadModel } from "./projections/idempotency/v1/older-keys.ts";
import { Outage } from "./projections/outage.ts";
import { PositionWatch } from "./projections/positions.ts";
import { openReads } from "./projections/queries/open-reads.ts";
import type { Reads } from "./projections/reads.ts";
import { declareAll, untilMigrated } from "./projections/tables.ts";
import { ProjectionThread } from "./projections/thread-handle.ts";
import { memberships } from "./projections/timeline/v1/memberships.ts";
import { positionAt } from "./projections/timeline/v1/position-at.ts";
import { toldAfter } from "./projections/timeline/v1/told-after.ts";

export interface ComposeOptions {
  readonly config: Config;
  readonly foundation: Foundation;
  readonly logger: FastifyBaseLogger;
  /** Ends the waiting of the start. */
  readonly signal: AbortSignal;
}

/** The parts of a server, running. Disposing of them stops them, the streams first. */
export interface RunningParts extends AsyncDisposable {
  readonly api: ServerParts;
  /** Ends all streams, so that the HTTP server can close. */
  endStreams(): Promise<void>;
}

/** Keeps the read models up to date in a thread of its own, until it is disposed of. */
export function startProjections({ config, foundation, logger }: ComposeOptions): AsyncDisposable {
  const { dataDir, secretKey, eventStoreUrl, eventStorePrefix } = config;
  const thread = new ProjectionThread({
    settings: {
      databaseUrl: foundation.databaseUrl,
      eventStoreUrl,
      eventStorePrefix,
      dataDir,
      secretKey,
      poolSize: projectionsPool,
    },
    report: (sentence) => logger.warn(sentence),
  });
  thread.start();
  return { [Symbol.asyncDispose]: () => thread.close() };
}

/** Puts together what answers requests and tells streams. The read models are led here or elsewhere. */
export async function composeServer(options: ComposeOptions): Promise<RunningParts> {
  const { config, foundation, logger, signal } = options;
  const { pool, databaseUrl, store } = foundation;
  const connection = { connectionString: databaseUrl };
  const report = (sentence: string): void => logger.warn(sentence);
  await using opened = new AsyncDisposableStack();
  await declareAll(pool, allProjections);
  const auth: Auth = { pool, now: () => new Date(), registration: config.registration };
  const sessions = opened.adopt(new KnownSessions({ auth, connection, report }), (each) => each.close());
  const positions = opened.adopt(new PositionWatch({ pool, connection, report }), (each) => each.close());
  const queries = { size: config.pool.size, timeoutSeconds: config.pool.timeout, recycleSeconds: config.pool.recycle };
  const queryPool = opened.adopt(await openQueryPool(databaseUrl, queries), (each) => each.end());
  const reads = openReads(queryPool);
  const olderKeys = new OlderKeysInReadModel({ pool, store, watch: positions });
  const clock = (): string => new Date().toISOString();
  const commandParts = { ...foundation, olderKeys, clock, report };
  const commands = opened.adopt(createCommandContext(commandParts), (each) => each.close());
  sessions.open();
  positions.open();
  await untilMigrated(pool, allProjections, signal);
  const tellingParts = { foundation, commands, reads, positions, report };
  const gateway = opened.adopt(await startGateway(gatewayOptions(tellingParts)), (each) => each.close());
  sessions.onEnded((ids) => gateway.sessionsEnded(ids));
  const people: ServerParts["people"] = (ids) => namesOf(commands, ids);
  const settings: ApiSettings = config;
  const all = opened.move();
  return {
    api: { logger, settings, store, auth, sessions, commands, people, reads, positions, streams: gateway },
    endStreams: () => gateway.close(),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

interface TellingParts {
  readonly foundation: Foundation;
  readonly commands: CommandSide;
  readonly reads: Reads;
  readonly positions: PositionWatch;
  readonly report: (sentence: string) => void;
}

function gatewayOptions({ foundation, commands, reads, positions, report }: TellingParts): GatewayOptions {
  const { pool, store, codec } = foundation;
  return {
    store,
    codec,
    report,
    readModels: positions,
    lines: reads.lines,
    timeline: {
      memberships: (userId) => memberships(pool, userId),
      toldAfter: (request) => toldAfter(pool, request),
      positionAt: (time) => positionAtOnceLoaded(pool, time),
    },
    people: (ids) => namesOf(commands, ids),
    headOf: (id) => headOf(commands, id),
    line: (id) => readLine(commands, id),
    onEvent: (event) => commands.absorb(event),
  };
}

async function positionAtOnceLoaded(pool: Foundation["pool"], time: string): Promise<bigint> {
  const position = await positionAt(pool, time);
  if (position === null) throw new Outage(new Error("the timeline is being loaded"));
  return position;
}

async function readLine(commands: CommandSide, id: LineId): Promise<Line | null> {
  const [event, place] = [await findLine(commands, id), locate(id)];
  return event && place && lineOf(place.conversationId, event);
}
