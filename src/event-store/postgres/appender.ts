import pg from "pg";
import { ConcurrencyConflict, StoreUnavailable } from "../errors.ts";
import type { Appended, Expected } from "../port.ts";
import type { PreparedAppend } from "../prepared-append.ts";
import { callAppend, type Verdict } from "./append-call.ts";
import { outcomeOf, unavailable } from "./failures.ts";

const maxWaiting = 5_000;
const maxBatchAppends = 256;
const maxBatchSize = 4_194_304;
const sweepEveryMs = 50;
/** How long a batch may go unanswered before its connection counts as dead. */
const deadConnectionMs = 20_000;

/**
 * A server may have been told to answer commits before they are on disk: what is acknowledged here must be. And a
 * client stopped between the parts of its call must not hold the log's lock for long (PostgreSQL 17 and later can tell).
 */
const sessionSettings = `
  select set_config(name, value, false)
  from (values ('synchronous_commit', 'on', 0), ('transaction_timeout', '10s', 170000)) as wanted (name, value, since)
  where current_setting('server_version_num')::int >= since
    and not (name = 'synchronous_commit' and current_setting('synchronous_commit') <> 'off')`;

/** Told of each batch that was judged, before its makers are. */
type OnWritten = (batch: readonly PreparedAppend[], verdicts: readonly Verdict[]) => void;

interface Waiting {
  readonly append: PreparedAppend;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Group commit: while one batch is on its way, further appends wait and go together in the next. One connection, so
 * what one process appends is judged in the order it was made.
 */
export class Appender {
  readonly #config: pg.ClientConfig;
  readonly #onWritten: OnWritten;
  #waiting: Waiting[] = [];
  #underWay: Waiting[] = [];
  #underWaySince = 0;
  #client: pg.Client | null = null;
  #sweep: NodeJS.Timeout | null = null;
  #idle: Promise<void> = Promise.resolve();

  constructor(config: pg.ClientConfig, onWritten: OnWritten) {
    this.#config = config;
    this.#onWritten = onWritten;
  }

  append(append: PreparedAppend): Promise<Appended> {
    if (this.#waiting.length >= maxWaiting) {
      const reason = `${maxWaiting} appends are waiting already`;
      return Promise.reject(new StoreUnavailable(reason, { outcome: "not written" }));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ append, resolve, reject });
      this.#sweep ??= setInterval(() => this.#dropLate(), sweepEveryMs);
      // A turn later, so that appends made in one go share a batch.
      if (this.#waiting.length === 1 && this.#underWay.length === 0) this.#idle = this.#idle.then(() => this.#drain());
    });
  }

  /** Waits for what is on its way or waiting, then disconnects. */
  async close(): Promise<void> {
    await this.#idle;
    if (this.#sweep) clearInterval(this.#sweep);
    await this.#client?.end();
  }

  /** A batch is answered while the next one is on its way already: what its makers do with the answer takes time. */
  async #drain(): Promise<void> {
    let answer: Answer = () => undefined;
    while (this.#waiting.length > 0) {
      this.#underWay = this.#takeBatch();
      this.#underWaySince = performance.now();
      const sending = this.#send(this.#underWay);
      answer();
      answer = await sending;
      this.#underWay = [];
    }
    if (this.#sweep) clearInterval(this.#sweep);
    this.#sweep = null;
    answer();
  }

  /** The next appends in order, up to the bounds; an event id that came again waits for the batch after. */
  #takeBatch(): Waiting[] {
    const ids = new Set<string>();
    let size = 0;
    let count = 0;
    for (const { append } of this.#waiting) {
      size += append.size;
      if (count > 0 && (size > maxBatchSize || count === maxBatchAppends)) break;
      if (append.events.some(({ id }) => ids.has(id))) break;
      for (const { id } of append.events) ids.add(id);
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #send(batch: readonly Waiting[]): Promise<Answer> {
    try {
      this.#client ??= await this.#connect();
    } catch (error) {
      return () => rejectAll(batch, unavailable(error, "not written"));
    }
    try {
      const appends = batch.map(({ append }) => append);
      const verdicts = await callAppend(this.#client, appends);
      this.#onWritten(appends, verdicts);
      return () => batch.forEach((waiting, index) => settle(waiting, verdicts[index]));
    } catch (error) {
      return this.#sendFailed(batch, error);
    }
  }

  /** A batch that the database refused is no append's fault but perhaps one's: each then goes alone. */
  async #sendFailed(batch: readonly Waiting[], error: unknown): Promise<Answer> {
    const outcome = outcomeOf(error);
    if (outcome !== "refused") return () => rejectAll(batch, unavailable(error, outcome));
    if (batch.length === 1) return () => rejectAll(batch, error as Error);
    const answers: Answer[] = [];
    for (const waiting of batch) answers.push(await this.#send([waiting]));
    return () => answers.forEach((answer) => answer());
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    client.on("error", () => {
      if (this.#client === client) this.#client = null; // the batch under way learns of it by its own rejection
    });
    try {
      await client.connect();
      await client.query(sessionSettings);
      return client;
    } catch (error) {
      void client.end().catch(() => undefined); // the error that matters is the first
      throw error;
    }
  }

  #dropLate(): void {
    const now = performance.now();
    for (const { append, reject } of this.#underWay) {
      if (append.deadline < now) reject(new StoreUnavailable("no answer in time", { outcome: "unknown" }));
    }
    const late = this.#waiting.filter(({ append }) => append.deadline < now);
    if (late.length > 0) {
      this.#waiting = this.#waiting.filter(({ append }) => append.deadline >= now);
      rejectAll(late, new StoreUnavailable("its turn did not come in time", { outcome: "not written" }));
    }
    if (this.#underWay.length > 0 && now - this.#underWaySince > deadConnectionMs) this.#abandonConnection();
  }

  #abandonConnection(): void {
    const client = this.#client;
    this.#client = null;
    client?.connection.stream.destroy();
  }
}

/** Tells the makers of a batch what became of it. */
type Answer = () => void;

function settle({ append, resolve, reject }: Waiting, verdict: Verdict | undefined): void {
  const conflict = (actual: Expected): ConcurrencyConflict =>
    new ConcurrencyConflict({ stream: append.stream, expected: append.expected, actual });
  if (verdict?.kind === "written") return resolve(verdict.appended);
  if (verdict?.kind === "repeated")
    return append.isFirstTry ? reject(conflict(verdict.appended.revision)) : resolve(verdict.appended);
  if (verdict?.kind === "conflict") return reject(conflict(verdict.actual));
  reject(new StoreUnavailable("its turn did not come in time", { outcome: "not written" }));
}

function rejectAll(batch: readonly Waiting[], error: Error): void {
  for (const { reject } of batch) reject(error);
}
