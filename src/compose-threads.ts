import { projectionsPool } from "./connections.ts";
import { measureThread } from "./measured-process.ts";
import { ProjectionThread } from "./projections/thread-handle.ts";
import { startProving } from "./proof/start-proving.ts";
import type { ComposeOptions } from "./compose-options.ts";

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
