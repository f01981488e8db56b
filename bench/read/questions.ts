import autocannon from "autocannon";
import { mustAgree } from "../support/benchmark.ts";
import type { Sample } from "../support/in-turns.ts";

const connections = 10;
const questionsPerTurn = 500;

export interface Question {
  readonly url: string;
  /** The n-th question. */
  readonly path: (n: number) => string;
  readonly token?: string;
}

/** Asks for a turn, ten at a time, and counts on every answer being good. */
export class Questions {
  readonly #question: Question;
  readonly #p99s: number[] = [];
  #next = 0;

  constructor(question: Question) {
    this.#question = question;
  }

  /** The median of the turns, in milliseconds. */
  get p99(): number {
    return this.#p99s.toSorted((one, other) => one - other)[Math.floor(this.#p99s.length / 2)] ?? Number.NaN;
  }

  async turn(): Promise<Sample> {
    const { url, token, path } = this.#question;
    const latencies: number[] = [];
    const started = performance.now();
    let answered = started;
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const setupRequest = (request: autocannon.Request): autocannon.Request => ({
      ...request,
      path: path(this.#next++),
      headers,
    });
    const options: autocannon.Options = { url, connections, amount: questionsPerTurn, requests: [{ setupRequest }] };
    const result = await new Promise<autocannon.Result>((resolve, reject) => {
      const onEnd = (error: unknown, ended: autocannon.Result): void =>
        error ? reject(new Error("The questions failed.", { cause: error })) : resolve(ended);
      autocannon(options, onEnd).on("response", (_client, _status, _bytes, milliseconds) => {
        latencies.push(milliseconds);
        answered = performance.now();
      });
    });
    mustAgree("Good answers", { counted: questionsPerTurn, found: result["2xx"] });
    // Its own figure is of whole milliseconds.
    latencies.sort((one, other) => one - other);
    this.#p99s.push(latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN);
    return { done: questionsPerTurn, seconds: (answered - started) / 1_000 };
  }
}
