import autocannon from "autocannon";
import { randomUUID } from "node:crypto";
import type { Sample } from "../support/in-turns.ts";

export const connections = 50;
const messagesPerTurn = 10_000;

/** Where messages are sent to, and as whom. */
export interface Target {
  readonly path: string;
  readonly token: string;
}

export interface Sending {
  readonly url: string;
  readonly targets: readonly Target[];
}

/** Sends messages for a turn, 50 at a time, each to the next target, and counts on every one being accepted. */
export class Load {
  readonly #sending: Sending;
  readonly #p99s: number[] = [];
  #next = 0;
  #accepted = 0;

  constructor(sending: Sending) {
    this.#sending = sending;
  }

  get accepted(): number {
    return this.#accepted;
  }

  /** The median of the turns, in milliseconds. */
  get p99(): number {
    return this.#p99s.toSorted((one, other) => one - other)[Math.floor(this.#p99s.length / 2)] ?? Number.NaN;
  }

  async turn(): Promise<Sample> {
    const started = performance.now();
    let answered = started;
    const options: autocannon.Options = {
      url: this.#sending.url,
      connections,
      amount: messagesPerTurn,
      requests: [{ method: "POST", setupRequest: (request) => this.#request(request) }],
    };
    const result = await new Promise<autocannon.Result>((resolve, reject) => {
      const onEnd = (error: unknown, ended: autocannon.Result): void =>
        error ? reject(new Error("The load failed.", { cause: error })) : resolve(ended);
      // It ends with a whole second, however early the last answer came.
      autocannon(options, onEnd).on("response", () => (answered = performance.now()));
    });
    if (result["2xx"] !== messagesPerTurn)
      throw new Error(`Of ${messagesPerTurn} messages ${result["2xx"]} were accepted.`);
    this.#accepted += messagesPerTurn;
    this.#p99s.push(result.latency.p99);
    return { done: messagesPerTurn, seconds: (answered - started) / 1_000 };
  }

  #request(request: autocannon.Request): autocannon.Request {
    const target = this.#sending.targets[this.#next++ % this.#sending.targets.length];
    const body = {
      content: `The ${this.#next}th thing that was said here, as long as most.`,
      client_message_id: randomUUID(),
    };
    return {
      ...request,
      path: target?.path ?? "/",
      headers: { "content-type": "application/json", authorization: `Bearer ${target?.token}` },
      body: JSON.stringify(body),
    };
  }
}
