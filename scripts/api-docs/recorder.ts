import type { Operation } from "../../test/support/api-description.ts";
import type { Answer, Asked } from "../../test/support/api-client.ts";

/** A call of the API as it was made, and what was answered. */
export interface Example {
  readonly method: string;
  /** As it was asked, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  /** Parsed where it is JSON. */
  readonly answer: unknown;
}

/** Keeps the first call of each operation, by method and path template. */
export class Recorder {
  readonly #operations: readonly { readonly name: string; readonly method: string; readonly pattern: RegExp }[];
  readonly #examples = new Map<string, Example>();

  constructor(operations: readonly Operation[]) {
    // What is named in full comes before what a parameter could stand for.
    this.#operations = operations
      .toSorted((a, b) => parametersIn(a) - parametersIn(b))
      .map(({ method, path }) => ({
        name: `${method} ${path}`,
        method,
        pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
      }));
  }

  /** By `METHOD /path/{template}`. */
  get examples(): ReadonlyMap<string, Example> {
    return this.#examples;
  }

  take(method: string, path: string, { asked, answer }: { asked: Asked; answer: Answer<unknown> }): void {
    const [plain = path] = path.split("?");
    const operation = this.#operations.find((each) => each.method === method && each.pattern.test(plain));
    if (!operation || this.#examples.has(operation.name)) return;
    const body = asked.json === undefined ? {} : { body: asked.json };
    this.#examples.set(operation.name, { method, path, ...body, status: answer.status, answer: answer.json });
  }
}

const parametersIn = ({ path }: Operation): number => path.split("{").length - 1;
