import type { ApiSettings, Examination, ServerParts } from "./api/parts.ts";
import type { Auth } from "./auth/auth.ts";
import { KnownSessions } from "./auth/known-sessions.ts";
import { createCommandContext } from "./commands/create-context.ts";
import { namesOf } from "./commands/people.ts";
import { startGateway } from "./gateway/gateway.ts";
import { openEphemera } from "./presence/open.ts";
import { processName } from "./presence/process-name.ts";
import { StreamList } from "./presence/stream-list.ts";
import { StreamTable } from "./presence/stream-table.ts";
import { openLimits } from "./limits/open.ts";
import { countedLimiter } from "./limits/counted-limiter.ts";
import { measureStreams } from "./measured-process.ts";
import { sharedReading } from "./platform/metrics/shared-reading.ts";
import { openQueryPool } from "./platform/postgres/query-pool.ts";
import { openRedis } from "./platform/redis.ts";
import { allProjections } from "./projections/all.ts";
import { OlderKeysInReadModel } from "./projections/idempotency/v1/older-keys.ts";
import { KnownNames } from "./projections/known-names.ts";
import { PositionWatch } from "./projections/positions.ts";
import { openReads } from "./projections/queries/open-reads.ts";
import { declareAll, untilMigrated } from "./projections/tables.ts";
import { openProofs } from "./proof/open-proofs.ts";
import { openMailSigning } from "./workers/email/signing.ts";
import { PreviewImages } from "./workers/link-preview/images.ts";
import type { ComposeOptions } from "./compose-options.ts";
import { limitsOptions, othersOf } from "./compose-shared.ts";
import { gatewayOptions } from "./compose-gateway.ts";
import { reachOfPreviews, noImages } from "./compose-previews.ts";

/** The parts of a server, running. Disposing of them stops them, the streams first. */
export interface RunningParts extends AsyncDisposable {
  readonly api: ServerParts;
  /** Ends all streams, so that the HTTP server can close. */
  endStreams(): Promise<void>;
}

/** Puts together what answers requests and tells streams. The read models are led here or elsewhere. */
export async function composeServer(options: ComposeOptions): Promise<RunningParts> {
  const { config, foundation, metrics, measurePool, tracing, logger, signal } = options;
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
  const redis = config.redisUrl === undefined ? null : openRedis(config.redisUrl, report);
  if (redis) opened.defer(() => redis.disconnect());
  const limits = opened.use(openLimits(await limitsOptions(options, redis)));
  const others = await othersOf(options, redis);
  const offlineAfterMs = config.presenceTimeout * 1_000;
  const ephemera = opened.use(openEphemera({ pool, others, offlineAfterMs, report }));
  sessions.open();
  positions.open();
  await untilMigrated(pool, allProjections, signal);
  const names = new KnownNames({
    people: reads.people,
    notedUpTo: () => gateway.position,
    shownUpTo: () => positions.lastSeen.get("users") ?? null,
  });
  const typing = ephemera.typing;
  const tellingParts = { foundation, metrics, tracing, commands, reads, names, positions, typing, report };
  const gateway = opened.adopt(await startGateway(gatewayOptions(tellingParts)), (each) => each.close());
  const table = new StreamTable(pool, processName);
  const streamList = opened.adopt(new StreamList({ table, open: () => gateway.openStreams(), report }), (each) =>
    each.close(),
  );
  streamList.start();
  measureStreams(metrics, () => gateway.counters);
  measurePool("queries", () => queryPool.state());
  sessions.onEnded((ids) => gateway.sessionsEnded(ids));
  ephemera.start(gateway.ephemeral);
  const people: ServerParts["people"] = (ids) => namesOf(commands, ids);
  const settings: ApiSettings = config;
  const previewImages = config.linkPreviews.isOn ? new PreviewImages(reachOfPreviews(config)) : noImages;
  const all = opened.move();
  return {
    api: {
      logger,
      settings,
      store,
      auth,
      sessions,
      commands,
      people,
      reads: { ...reads, people: { ...reads.people, named: (ids) => names.named(ids) } },
      positions,
      streams: gateway,
      limits: { ...limits, limiter: countedLimiter(limits.limiter, metrics) },
      metrics,
      tracing,
      mailSigning: await openMailSigning(foundation.keys),
      proofs: await openProofs(foundation),
      keys: foundation.keys,
      ephemera,
      previewImages,
      examination: sharedReading(examinedForMs, () => examined(options)),
    },
    endStreams: () => gateway.close(),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Milliseconds for which an examination is told to all who ask. */
const examinedForMs = 15_000;

/** What looks is loaded once an operator asks. */
async function examined({ config, foundation }: ComposeOptions): Promise<Examination> {
  const { examineRunning } = await import("./doctor/examine-running.ts");
  return { at: new Date(), findings: await examineRunning({ config, ...foundation }) };
}
