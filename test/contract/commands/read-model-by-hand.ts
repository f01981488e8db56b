import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { isMeant, type Projection } from "../../../src/projections/projection.ts";
import type { Process } from "./processes.ts";

/** A read model in the processes' database, which follows the log when it is told to. */
export class ReadModelByHand {
  readonly #process: Process;
  readonly #projection: Projection;
  #position = 0n;

  private constructor(process: Process, projection: Projection) {
    this.#process = process;
    this.#projection = projection;
  }

  static async make(process: Process, projection: Projection): Promise<ReadModelByHand> {
    await transaction(
      process.pool,
      async (client) => {
        await client.query(`create schema ${projection.schema}`);
        await projection.migrate(client);
        await projection.index(client);
      },
      projection,
    );
    return new ReadModelByHand(process, projection);
  }

  /** Brings the rows up to what is in the log. */
  async follow(): Promise<void> {
    const { pool, commands } = this.#process;
    const all = await Array.fromAsync(commands.store.readAll({ after: this.#position }));
    const meant = await commands.codec.decode(all.filter(({ stream }) => isMeant(this.#projection, stream)));
    if (meant.length > 0)
      await transaction(pool, (client) => this.#projection.project(client, meant), this.#projection);
    this.#position = all.at(-1)?.position ?? this.#position;
  }
}
