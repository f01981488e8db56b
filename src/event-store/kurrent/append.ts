import { jsonEvent, NO_STREAM, type AppendResult, type EventStoreDBClient, type JSONType } from "@eventstore/db-client";
import { reasonOf } from "../../platform/start-refused.ts";
import { ConcurrencyConflict, StoreUnavailable } from "../errors.ts";
import type { Appended, Expected, Position } from "../port.ts";
import type { PreparedAppend } from "../prepared-append.ts";
import type { Connection } from "./connection.ts";
import { isOutage, typeOf } from "./failures.ts";
import { orTimeout, TimedOut } from "./timeout.ts";

const maxUnderWay = 5_000;

/** Reads the positions of a stretch of a stream. */
type PositionsOf = (stream: string, stretch: { from: number; limit: number }) => Promise<readonly Position[]>;

/**
 * Appends over one connection. The client's own deadlines are not kept (its batch stream has none), so each append
 * races a timer here; whatever was given up on has an unknown outcome and is safe to repeat, since its expectation is
 * always a revision or "no stream", which the server judges by the ids it finds there, also after a restart.
 */
export class Appender {
  readonly #connection: Connection;
  readonly #positionsOf: PositionsOf;
  /** The last append to each stream: one client's concurrent appends may overtake each other. */
  readonly #last = new Map<string, Promise<unknown>>();
  #underWay = 0;

  constructor(connection: Connection, positionsOf: PositionsOf) {
    this.#connection = connection;
    this.#positionsOf = positionsOf;
  }

  /** `stream` with the deployment's prefix. */
  async append(stream: string, append: PreparedAppend): Promise<Appended> {
    if (this.#underWay >= maxUnderWay) {
      throw new StoreUnavailable(`${maxUnderWay} appends are under way already`, { outcome: "not written" });
    }
    this.#underWay += 1;
    const before = this.#last.get(stream);
    const mine = (before ?? Promise.resolve()).then(() => this.#send(stream, append));
    const settled = mine.then(nothing, nothing); // for the next in line only; the caller gets the outcome
    this.#last.set(stream, settled);
    try {
      return await mine;
    } finally {
      this.#underWay -= 1;
      if (this.#last.get(stream) === settled) this.#last.delete(stream);
    }
  }

  async idle(): Promise<void> {
    await Promise.all(this.#last.values());
  }

  async #send(stream: string, append: PreparedAppend): Promise<Appended> {
    const left = Math.floor(append.deadline - performance.now());
    if (left <= 0) throw new StoreUnavailable("its turn did not come in time", { outcome: "not written" });
    const { client } = this.#connection;
    try {
      const result = await orTimeout(request(client, stream, append, left), left);
      const revision = Number(result.nextExpectedRevision);
      const count = append.events.length;
      // The answer has the last event's position, and may come without: the events themselves have theirs.
      const known = count === 1 && result.position ? [result.position.commit] : null;
      const positions = known ?? (await this.#positionsOf(append.stream, { from: revision - count + 1, limit: count }));
      return { revision, position: positions.at(-1) ?? 0n, positions };
    } catch (error) {
      if (error instanceof TimedOut) this.#connection.renew(client);
      throw failure(append, error);
    }
  }
}

function request(
  client: EventStoreDBClient,
  stream: string,
  append: PreparedAppend,
  deadline: number,
): Promise<AppendResult> {
  const events = append.events.map(({ id, type, data, metadata }) =>
    jsonEvent({
      id,
      type,
      data: JSON.parse(data) as JSONType,
      metadata: JSON.parse(metadata) as Record<string, unknown>,
    }),
  );
  const expectedRevision = append.expected === "none" ? NO_STREAM : BigInt(append.expected);
  return client.appendToStream(stream, events, { expectedRevision, deadline });
}

function failure({ stream, expected }: PreparedAppend, error: unknown): unknown {
  if (isOutage(error)) {
    return new StoreUnavailable(reasonOf(error), { outcome: "unknown", cause: error });
  }
  if (typeOf(error) !== "wrong-expected-version") return error;
  const { actualVersion } = error as { actualVersion?: bigint | "no_stream" };
  const actual: Expected = typeof actualVersion === "bigint" ? Number(actualVersion) : "none";
  return new ConcurrencyConflict({ stream, expected, actual });
}

const nothing = (): void => undefined;
