import { randomBytes } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import type { Redis } from "ioredis";
import type { ApiSettings, Examination, ServerParts } from "./api/parts.ts";
import type { Auth } from "./auth/auth.ts";
import { KnownSessions } from "./auth/known-sessions.ts";
import { createCommandContext, type CommandSide } from "./commands/create-context.ts";
import { findAnnouncement } from "./commands/find-announcement.ts";
import { headOf } from "./commands/heads.ts";
import { findLineNow } from "./commands/line-now.ts";
import { namesOf } from "./commands/people.ts";
import { conversationStream } from "./commands/streams.ts";
import type { Config } from "./config.ts";
import { projectionsPool } from "./connections.ts";
import { startErasing } from "./erasure/chore.ts";
import type { RecordedEvent } from "./event-store/port.ts";
import type { AnyEvent } from "./events/index.ts";
import { conversationOf, logged } from "./events/logged.ts";
import type { Foundation } from "./foundation.ts";
import { startGateway, type GatewayOptions } from "./gateway/gateway.ts";
import { traceDelivery } from "./gateway/traced-delivery.ts";
import { openEphemera, type Ephemera, type Others } from "./presence/open.ts";
import { processName } from "./presence/process-name.ts";
import { StreamList } from "./presence/stream-list.ts";
import { StreamTable } from "./presence/stream-table.ts";
import { openLimits, type LimitsOptions } from "./limits/open.ts";
import { countedLimiter } from "./limits/counted-limiter.ts";
import { measureDelivery, measureStreams, measureThread, type MeasurePool } from "./measured-process.ts";
import { loggedAttempts, measuredAttempts, tracedAttempts } from "./observed-jobs.ts";
import type { Metrics } from "./platform/metrics/metrics.ts";
import { sharedReading } from "./platform/metrics/shared-reading.ts";
import type { Tracing } from "./platform/tracing/tracing.ts";
import { openQueryPool } from "./platform/postgres/query-pool.ts";
import { openRedis } from "./platform/redis.ts";
import { allProjections } from "./projections/all.ts";
import { OlderKeysInReadModel } from "./projections/idempotency/v1/older-keys.ts";
import { KnownNames } from "./projections/known-names.ts";
import { Outage } from "./projections/outage.ts";
import { PositionWatch } from "./projections/positions.ts";
import { openReads } from "./projections/queries/open-reads.ts";
import type { Reads } from "./projections/reads/reads.ts";
import { declareAll, untilMigrated } from "./projections/tables.ts";
import { ProjectionThread } from "./projections/thread-handle.ts";
import { conversationsOf } from "./projections/timeline/v1/conversations-of.ts";
import { memberships } from "./projections/timeline/v1/memberships.ts";
import { positionAt } from "./projections/timeline/v1/position-at.ts";
import { toldAfter } from "./projections/timeline/v1/told-after.ts";
import { openProofs } from "./proof/open-proofs.ts";
import { startProving } from "./proof/start-proving.ts";
import { droppingDrafts } from "./reactors/drop-drafts.ts";
import { ownedConversations } from "./reactors/owned-conversations.ts";
import { sendingDue } from "./reactors/send-due.ts";
import { startReactors } from "./reactors/start-reactors.ts";
import { mailingCheckpoints } from "./workers/email/mail-checkpoints.ts";
import { openMailSigning } from "./workers/email/signing.ts";
import type { MailSettings } from "./workers/email/settings.ts";
import type { QueuePlace } from "./workers/jobs/bull-queue.ts";
import { startWorking } from "./workers/start-workers.ts";
import { internetBut, type Reach } from "./workers/link-preview/connect.ts";
import { PreviewImages } from "./workers/link-preview/images.ts";
import { linkPreviews } from "./workers/link-preview/preview-of.ts";
import { sweepingPages } from "./workers/link-preview/sweep.ts";

/** The key under which what people typed is counted; when it is destroyed each process has one of its own. */
const limitsSecret = "deployment:limits";

export interface ComposeOptions {
  readonly config: Config;
  readonly foundation: Foundation;
  readonly metrics: Metrics;
  readonly measurePool: MeasurePool;
  /** Null: nobody collects traces. */
  readonly tracing: Tracing | null;
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
export function startProjections({
  config,
  foundation,
  metrics,
  measurePool,
  logger,
}: ComposeOptions): AsyncDisposable {
  const { dataDir, secretKey, eventStoreUrl, eventStorePrefix, projectionsBuild } = config;
  const thread = new ProjectionThread({
    settings: {
      databaseUrl: foundation.databaseUrl,
      eventStoreUrl,
      eventStorePrefix,
      dataDir,
      secretKey,
      newVersions: projectionsBuild,
      poolSize: projectionsPool,
    },
    report: (sentence) => logger.warn(sentence),
  });
  thread.start();
  measureThread(metrics, () => thread.memory());
  measurePool("projections", () => thread.pool());
  return { [Symbol.asyncDispose]: () => thread.close() };
}

/** Proves the log in a thread of its own, until it is disposed of. */
export function startProof({ config, foundation, logger }: ComposeOptions): AsyncDisposable {
  const { dataDir, secretKey, eventStoreUrl, eventStorePrefix } = config;
  const { databaseUrl, pool, store } = foundation;
  return startProving({
    pool,
    store,
    settings: { databaseUrl, eventStoreUrl, eventStorePrefix, dataDir, secretKey, readers: 1 },
    report: (sentence) => logger.warn(sentence),
  });
}

/** Bytes of memory for the states that reactions decide on, which are few. */
const reactorsStateBytes = 8 * 1_024 * 1_024;

/** Does what happens by itself, until it is disposed of. It needs neither API nor gateway in its process. */
export async function startWorkers(options: ComposeOptions): Promise<AsyncDisposable> {
  const { config, foundation, metrics, tracing, logger } = options;
  const { pool, store, codec } = foundation;
  const report = (sentence: string): void => logger.warn(sentence);
  const clock = (): string => new Date().toISOString();
  const commands = createCommandContext({ ...foundation, clock, report, maxStateBytes: reactorsStateBytes });
  const context = { commands, owned: ownedConversations(pool) };
  const periodic = [sendingDue({ pool, commands, clock, report }), droppingDrafts({ pool, commands })];
  const previews = linkPreviews({ pool, reach: reachOfPreviews(config) });
  const workers = await startWorking({
    ...foundation,
    place: await placeOfQueue(config, foundation),
    mail: mailSettings(config),
    previews: config.linkPreviews.isOn ? { commands, previews } : null,
    periodic: [
      ...periodic.map((chore) => ({ ...chore, lane: "house" as const })),
      sweepingPages(pool),
      ...(config.mail.checkpoints === "off" ? [] : [mailingCheckpoints(pool, config.mail.checkpoints)]),
    ],
    observers: [loggedAttempts(logger), measuredAttempts(metrics), ...(tracing ? [tracedAttempts(tracing)] : [])],
    report,
  });
  const reactors = startReactors({
    pool,
    log: { store, codec },
    context,
    kinds: workers.kinds,
    onIntents: () => workers.wake(),
    report,
  });
  const auth: Auth = { pool, now: () => new Date(), registration: config.registration };
  const erasing = startErasing({
    auth,
    commands,
    keys: foundation.keys,
    dataDir: config.dataDir,
    days: config.retention,
    clock,
    report,
  });
  return {
    async [Symbol.asyncDispose]() {
      await erasing[Symbol.asyncDispose]();
      await reactors[Symbol.asyncDispose]();
      await workers[Symbol.asyncDispose]();
      await commands.close();
    },
  };
}

/** Each deployment has its own queues in a shared Redis, and each epoch of its log. */
async function placeOfQueue({ redisUrl }: Config, { databaseUrl, store }: Foundation): Promise<QueuePlace> {
  if (redisUrl === undefined) return { by: "postgres", connectionString: databaseUrl };
  return { by: "redis", url: redisUrl, prefix: `verbatim:${await store.epoch()}:jobs` };
}

function mailSettings({ mail, publicUrl, locale, timeZone, dataDir }: Config): MailSettings {
  return { ...mail, publicUrl, locale, timeZone, dataDir };
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

/** Own links lead to what only members may see. */
function reachOfPreviews(config: Config): Reach {
  return internetBut([...config.linkPreviews.internalDomains, new URL(config.publicUrl).hostname]);
}

const noImages: ServerParts["previewImages"] = { of: () => Promise.resolve(null) };

/** A server on the embedded PostgreSQL is the only one, so that it counts alone. */
async function limitsOptions(
  { config, foundation: { keys, databaseUrl }, logger }: ComposeOptions,
  redis: Redis | null,
): Promise<LimitsOptions> {
  const secret = (await keys.forSealing([limitsSecret])).get(limitsSecret)?.secret ?? randomBytes(32);
  const overPostgres = config.databaseUrl === undefined ? null : { connection: { connectionString: databaseUrl } };
  const shared = redis ? { redis } : overPostgres;
  return { config: config.limits, secret, shared, report: (sentence) => logger.warn(sentence) };
}

/** A server on the embedded PostgreSQL is the only one. */
async function othersOf(
  { config, foundation: { store, databaseUrl } }: ComposeOptions,
  redis: Redis | null,
): Promise<Others | null> {
  if (redis && config.redisUrl !== undefined)
    return { by: "redis", redis, url: config.redisUrl, channel: `verbatim:${await store.epoch()}` };
  return config.databaseUrl === undefined ? null : { by: "postgres", connection: { connectionString: databaseUrl } };
}

interface TellingParts {
  readonly foundation: Foundation;
  readonly metrics: Metrics;
  readonly tracing: Tracing | null;
  readonly commands: CommandSide;
  readonly reads: Reads;
  readonly names: KnownNames;
  readonly positions: PositionWatch;
  readonly typing: Ephemera["typing"];
  readonly report: (sentence: string) => void;
}

function gatewayOptions(parts: TellingParts): GatewayOptions {
  const { foundation, metrics, tracing, commands, reads, names, positions, typing, report } = parts;
  const measure = measureDelivery(metrics);
  const { pool, store, codec } = foundation;
  return {
    store,
    codec,
    report,
    readModels: positions,
    lines: reads.lines,
    timeline: {
      memberships: (userIds) => memberships(pool, userIds),
      conversationsOf: (userIds) => conversationsOf(pool, userIds),
      toldAfter: (request) => toldAfter(pool, request),
      positionAt: (time) => positionAtOnceLoaded(pool, time),
    },
    people: (ids) => namesOf(commands, ids),
    headOf: (id) => headOf(commands, id),
    line: (id) => findLineNow(commands, id, { read: "known" }),
    showsFromJoining: async (id) => {
      const { state } = await commands.conversations.known(conversationStream(id));
      return state.historyVisibility === "joined";
    },
    announcement: (revision) => findAnnouncement(commands, revision),
    onEvent: (event) => {
      names.note(event);
      commands.absorb(event);
      endTyping(typing, event);
    },
    onTold: (events) => {
      measure(events);
      if (tracing) traceDelivery(tracing, events);
    },
  };
}

/** Whoever sent what they typed types no more. */
function endTyping(typing: Ephemera["typing"], recorded: RecordedEvent): void {
  if (recorded.type !== "MessageSent") return;
  const event = logged<AnyEvent>(recorded);
  if (event.type === "MessageSent") typing.sent({ conversationId: conversationOf(event), userId: event.data.senderId });
}

async function positionAtOnceLoaded(pool: Foundation["pool"], time: string): Promise<bigint> {
  const position = await positionAt(pool, time);
  if (position === null) throw new Outage(new Error("the timeline is being loaded"));
  return position;
}
