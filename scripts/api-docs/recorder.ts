import type { Example, Examples } from "../../src/api/plugins/openapi-examples.ts";
import { operationFinder, type Addressed, type Operation } from "../../test/support/api-description.ts";

/** Keeps the first call of each operation, one for each status that it may be answered with. */
export class Recorder {
  readonly #operations: readonly Operation[];
  readonly #operationOf: (asked: Addressed) => Operation | undefined;
  readonly #examples = new Map<string, Example[]>();
  #position: string | undefined;

  constructor(operations: readonly Operation[]) {
    this.#operations = operations;
    this.#operationOf = operationFinder(operations);
  }

  /** In the order of the description. */
  get examples(): Examples {
    const recorded = this.#names().map((name): [string, readonly Example[]] => [name, this.#examples.get(name) ?? []]);
    return Object.fromEntries(recorded.filter(([, calls]) => calls.length > 0));
  }

  /** What nobody called. */
  get missing(): readonly string[] {
    return this.#names().filter((name) => !this.#examples.has(name));
  }

  #names(): readonly string[] {
    return this.#operations.map(({ method, path }) => `${method} ${path}`);
  }

  take(method: string, example: Example): void {
    const operation = this.#operationOf({ method, path: example.path });
    if (!operation) throw new Error(`${method} ${example.path} is not described.`);
    const name = `${method} ${operation.path}`;
    const known = this.#examples.get(name) ?? [];
    if (known.some(({ status }) => status === example.status)) return;
    this.#examples.set(name, [...known, example]);
  }

  /** Where the log stands for those who ask next: what was done before is shown, by whichever read model. */
  reached(headers: Headers): void {
    this.#position = headers.get("x-position") ?? this.#position;
  }

  /** The same question, of no earlier place than the story has reached. */
  from(method: string, path: string): string {
    const takesOne = this.#operationOf({ method, path })?.parameters?.some(({ name }) => name === "min_position");
    if (!takesOne || this.#position === undefined) return path;
    return `${path}${path.includes("?") ? "&" : "?"}min_position=${this.#position}`;
  }
}
