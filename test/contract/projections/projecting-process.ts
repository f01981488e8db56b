import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { ProjectionWorker } from "../../../src/projections/worker.ts";
import pg from "pg";
import { say } from "../../support/child.ts";
import { codec, counting } from "./counting.ts";

export type ProjectingLine =
  { readonly kind: "rows written"; readonly upTo: string } | { readonly kind: "report"; readonly sentence: string };

/** An advisory lock that each batch takes for a moment, between its rows and its checkpoint. */
export const turnstile = 77;

/** Projects until its input ends. Arguments: the database's URL, the lease's times. */
if (import.meta.main) {
  const [url = "", renewEvery = "", lostAfter = ""] = process.argv.slice(2);
  const pool = new pg.Pool({ connectionString: url, max: 6 });
  pool.on("error", () => undefined); // whoever uses it next hears of it
  const store = await PostgresEventStore.open({ url });
  const projection = counting({
    async afterRows(client, batch) {
      say({ kind: "rows written", upTo: String(batch.at(-1)?.position) } satisfies ProjectingLine);
      await client.query("select pg_advisory_xact_lock_shared($1)", [turnstile]);
    },
  });
  const worker = new ProjectionWorker({
    registry: new ProjectionRegistry([projection]),
    pool,
    connection: { connectionString: url },
    store,
    codec,
    lease: { renewEvery: Number(renewEvery), lostAfter: Number(lostAfter) },
    report: (sentence) => say({ kind: "report", sentence } satisfies ProjectingLine),
  });
  worker.start();
  await new Promise((resolve) => process.stdin.on("end", resolve).resume());
  await worker.close();
  await store.close();
  await pool.end();
}
