import pg from "pg";
import type { Foundation } from "../../src/foundation.ts";
import { conversations } from "../../src/projections/conversations/v1/projection.ts";
import { lines } from "../../src/projections/lines/v1/projection.ts";
import { members } from "../../src/projections/members/v1/projection.ts";
import { ProjectionRegistry } from "../../src/projections/registry.ts";
import { users } from "../../src/projections/users/v1/projection.ts";
import { ProjectionWorker } from "../../src/projections/worker.ts";
import { untilReadModelsHave } from "../support/read-models.ts";

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
  atEnd(): Promise<void> {
    return untilReadModelsHave(this.#foundation, asked.names);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.close();
    await this.#pool.end();
  }
}
