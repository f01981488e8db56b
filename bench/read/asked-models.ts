import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Foundation } from "../../src/foundation.ts";
import { conversations } from "../../src/projections/conversations/v1/projection.ts";
import { lines } from "../../src/projections/lines/v1/projection.ts";
import { members } from "../../src/projections/members/v1/projection.ts";
import { ProjectionRegistry } from "../../src/projections/registry.ts";
import { users } from "../../src/projections/users/v1/projection.ts";
import { ProjectionWorker } from "../../src/projections/worker.ts";
import { query } from "../support/postgres.ts";

const asked = new ProjectionRegistry([users, conversations, members, lines]);

/** The read models that lists, unread counts and histories are asked of, kept up to date as the product does it. */
export class AskedModels implements AsyncDisposable {
  readonly #foundation: Foundation;
  readonly #pool: pg.Pool;
  readonly #worker: ProjectionWorker;

  constructor(foundation: Foundation) {
    const connectionString = foundation.databaseUrl;
    this.#foundation = foundation;
    const options = "-c synchronous_commit=off -c enable_seqscan=off -c jit=off";
    this.#pool = new pg.Pool({ connectionString, options, pipeline: true });
    const { store, codec } = foundation;
    const connection = { connectionString };
    this.#worker = new ProjectionWorker({ registry: asked, pool: this.#pool, connection, store, codec });
    this.#worker.start();
  }

  /** Until they show all that is in the log. @throws when one of them stopped: it never would. */
  async atEnd(): Promise<void> {
    const head = await this.#foundation.store.head();
    const names = asked.names.map((name) => pg.escapeLiteral(name)).join(", ");
    for (;;) {
      const [row] = await query<{ behind: number; error: string | null }>(
        this.#foundation.databaseUrl,
        `select (count(*) filter (where position < ${head}))::int as behind, min(error) as error
         from projections.builds where name in (${names})`,
      );
      if (typeof row?.error === "string") throw new Error(`A read model stopped: ${row.error}`);
      if (row?.behind === 0) return;
      await pause(100);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.close();
    await this.#pool.end();
  }
}
