import type { ConnectionOptions } from "node:tls";
import pg from "pg";
import {
  BackendTerminatedError,
  BackendTerminatedUnexpectedlyError,
  ConnectionError,
  createPool,
  SchemaValidationError,
  StatementCancelledError,
  StatementTimeoutError,
  UnexpectedStateError,
  type DatabasePool,
  type Interceptor,
  type QueryResultRow,
  type QuerySqlToken,
} from "slonik";
import type { z } from "zod";
import { isoTime } from "./iso-time.ts";
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

const longestQueryMs = 10_000;

/**
 * The connections that queries go through. They only read, one statement at a time, so nothing of a session is to be
 * reset between them, and prepared statements stay. Times are ISO 8601 in UTC with milliseconds, `bigint`s text.
 */
export class QueryPool {
  readonly #pool: DatabasePool;
  readonly #turns: Turns;

  constructor(pool: DatabasePool, turns: Turns) {
    this.#pool = pool;
    this.#turns = turns;
  }

  /** The rows, checked by the query's schema. @throws ConnectionLost when the database does not answer in time. */
  async any<Row>(query: QuerySqlToken<z.ZodType<Row>>): Promise<readonly Row[]> {
    return this.#turns.take(async () => {
      try {
        return await this.#pool.any(query);
      } catch (error) {
        throw isConnectionLost(error) ? new ConnectionLost(error) : error;
      }
    });
  }

  /** The first row; null where there is none. @throws ConnectionLost */
  async first<Row>(query: QuerySqlToken<z.ZodType<Row>>): Promise<Row | null> {
    return (await this.any(query))[0] ?? null;
  }

  /** Connections that are in use and idle, and who waits for one. */
  state(): { readonly inUse: number; readonly idle: number; readonly waiting: number } {
    const { acquiredConnections: inUse, idleConnections: idle } = this.#pool.state();
    return { inUse, idle, waiting: this.#turns.waiting };
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }
}

/** @throws ConnectionLost */
export async function openQueryPool(url: string, settings: QueryPoolSettings): Promise<QueryPool> {
  const { size, timeoutSeconds, recycleSeconds } = settings;
  const pool = await createPool(addressOf(url), {
    ...encryptionOf(url),
    maxPoolSize: size,
    connectionTimeout: timeoutSeconds * 1_000,
    maximumConnectionAge: recycleSeconds * 1_000,
    idleTimeout: 10_000,
    statementTimeout: longestQueryMs,
    connectionRetryLimit: 0,
    resetConnection: () => Promise.resolve(),
    typeParsers: [{ name: "timestamptz", parse: isoTime }],
    interceptors: [checkedRows],
  }).catch((error: unknown) => {
    throw new ConnectionLost(error);
  });
  pool.on("error", () => undefined); // whoever asked hears of it
  return new QueryPool(pool, new Turns(size, timeoutSeconds * 1_000));
}

/**
 * Times come in UTC. Queries read few rows of large tables, by index: a plan made while a table was small would go
 * through all of it when it is large, and compiling one takes longer than what they take.
 */
const session = "-c TimeZone=UTC -c jit=off -c enable_seqscan=off -c random_page_cost=1.1";

function addressOf(url: string): string {
  const address = new URL(url);
  const [host, given] = [address.searchParams.get("host"), address.searchParams.get("options")];
  address.search = new URLSearchParams({
    ...(host !== null && { host }), // the folder of a socket
    application_name: "verbatim queries",
    options: given === null ? session : `${given} ${session}`,
  }).toString();
  return address.href;
}

/** As all other connections have it: slonik knows fewer of the words for it in a URL. */
function encryptionOf(url: string): { readonly ssl?: ConnectionOptions } {
  const { ssl } = new pg.Client({ connectionString: url }) as { readonly ssl: ConnectionOptions | boolean };
  if (ssl === false) return {};
  return { ssl: ssl === true ? {} : ssl };
}

/** What comes from a row is what the query's schema says. */
const checkedRows: Interceptor = {
  name: "checked rows",
  transformRow: ({ resultParser }, query, row) => {
    const parsed = (resultParser as z.ZodType).safeParse(row);
    if (!parsed.success) throw new SchemaValidationError(query, row, parsed.error.issues);
    return parsed.data as QueryResultRow;
  },
};

const lost = [
  ConnectionError,
  BackendTerminatedError,
  BackendTerminatedUnexpectedlyError,
  StatementCancelledError,
  StatementTimeoutError,
  UnexpectedStateError, // the pool is closed
];

/** Connection, resources, shutdown, input and output (SQLSTATE), and what the operating system says of sockets. */
const passing = /^(08...|53...|57P..|58...|25006|E[A-Z_]{4,})$/;

function isConnectionLost(error: unknown): boolean {
  if (lost.some((type) => error instanceof type)) return true;
  const { code } = error as { code?: unknown };
  return typeof code === "string" && passing.test(code);
}
