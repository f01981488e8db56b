import pg from "pg";
import type { QuerySqlToken } from "slonik";
import type { z } from "zod";
import { isoTime } from "./iso-time.ts";
import { textArray, textsOf } from "./text-array.ts";
import { ConnectionLost } from "./transaction.ts";
import { Turns } from "./turns.ts";

export interface QueryPoolSettings {
  /** Connections. */
  readonly size: number;
  /** How long a query waits for one of them, and a connection for the server. */
  readonly timeoutSeconds: number;
  /** After how long a connection is replaced. */
  readonly recycleSeconds: number;
}

/**
 * The connections that queries go through: what `slonik` put together, `pg` asks, since each way through slonik's own pool
 * costs as much as a small query. They only read, one statement at a time, so nothing of a session is to be reset between
 * them, and prepared statements stay. Times are ISO 8601 in UTC with milliseconds, `bigint`s text.
 */
export class QueryPool {
  readonly #pool: pg.Pool;
  readonly #turns: Turns;

  constructor(pool: pg.Pool, turns: Turns) {
    this.#pool = pool;
    this.#turns = turns;
  }

  /**
   * The rows, checked by the query's schema. @throws ConnectionLost when the database does not answer in time. ZodError
   * when a row is not what the schema says.
   */
  async any<Row>({ sql, name, values, parser }: QuerySqlToken<z.ZodType<Row>>): Promise<readonly Row[]> {
    const query = { ...(name !== undefined && { name }), text: sql.replaceAll("$slonik_", "$"), values: [...values] };
    const { rows } = await this.#turns.take(() => this.#pool.query(query).catch(asConnectionLost));
    return rows.map((row) => parser.parse(row));
  }

  /** The first row; null where there is none. @throws ConnectionLost */
  async first<Row>(query: QuerySqlToken<z.ZodType<Row>>): Promise<Row | null> {
    return (await this.any(query))[0] ?? null;
  }

  /** Connections that are in use and idle, and who waits for one. */
  state(): { readonly inUse: number; readonly idle: number; readonly waiting: number } {
    const { totalCount, idleCount: idle } = this.#pool;
    return { inUse: totalCount - idle, idle, waiting: this.#turns.waiting };
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }
}

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, isoTime);
types.setTypeParser(textArray, textsOf);

/** @throws ConnectionLost */
export async function openQueryPool(url: string, settings: QueryPoolSettings): Promise<QueryPool> {
  const { size, timeoutSeconds, recycleSeconds } = settings;
  const pool = new pg.Pool({
    connectionString: addressOf(url),
    max: size,
    connectionTimeoutMillis: timeoutSeconds * 1_000,
    maxLifetimeSeconds: recycleSeconds,
    idleTimeoutMillis: 10_000,
    query_timeout: deadAfterMs,
    types,
  });
  pool.on("error", () => undefined); // whoever asks next gets another connection
  try {
    await pool.query("select");
  } catch (error) {
    await pool.end();
    throw new ConnectionLost(error);
  }
  return new QueryPool(pool, new Turns(size, timeoutSeconds * 1_000));
}

const longestQueryMs = 10_000;
/** The server would have ended it before: the connection is dead, whatever the network says. */
const deadAfterMs = longestQueryMs + 5_000;

/**
 * Times come in UTC. Queries read few rows of large tables, by index: a plan made while a table was small would go
 * through all of it when it is large, and compiling one takes longer than what they take.
 */
const session = `-c TimeZone=UTC -c jit=off -c enable_seqscan=off -c random_page_cost=1.1 -c statement_timeout=${longestQueryMs}`;

function addressOf(url: string): string {
  const address = new URL(url);
  const given = address.searchParams.get("options");
  address.searchParams.set("application_name", "verbatim queries");
  address.searchParams.set("options", given === null ? session : `${given} ${session}`);
  return address.href;
}

/** Connection, resources, cancelling and shutdown, input and output (SQLSTATE). */
const passing = /^(08...|53...|57...|58...|25006)$/;

/** What the server did not answer at all, or could not just now. */
function asConnectionLost(error: unknown): never {
  const isAnswer = error instanceof pg.DatabaseError;
  throw isAnswer && !passing.test(error.code ?? "") ? error : new ConnectionLost(error);
}
