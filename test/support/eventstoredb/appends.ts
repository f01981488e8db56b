import type { Faults, NodeState } from "./faults.ts";
import { notLeader, type GrpcStatus } from "./status.ts";
import type { Append, AppendResult, Writer } from "./writer.ts";

export type Refusal =
  { readonly kind: "not ready" } | { readonly kind: "not leader"; readonly status: GrpcStatus } | undefined;

export type Answerable = Exclude<AppendResult, { kind: "stuck" }>;

/** Both kinds of append end here: written, and answered as far as the faults allow. */
export class Appends {
  readonly #writer: Writer;
  readonly #faults: Faults;
  readonly #port: number;

  constructor({ writer, faults, port }: { writer: Writer; faults: Faults; port: number }) {
    this.#writer = writer;
    this.#faults = faults;
    this.#port = port;
  }

  get nodeState(): NodeState {
    return this.#faults.nodeState;
  }

  refusal(): Refusal {
    if (this.nodeState === "not ready") return { kind: "not ready" };
    if (this.nodeState !== "not leader") return undefined;
    return { kind: "not leader", status: notLeader({ host: "127.0.0.1", port: this.#port }) };
  }

  perform(append: Append, answer: (result: Answerable) => void): void {
    const fault = this.#faults.takeAppendFault();
    if (fault === "silent") return;
    if (fault === "unwritten") return this.#faults.dropConnections();
    const result = this.#writer.append(append);
    if (fault === "withheld" || result.kind === "stuck") return;
    if (fault === "lost") return this.#faults.dropConnections();
    this.#faults.deliver(() => answer(result));
    if (fault === "twice") this.#faults.deliver(() => answer(result));
  }
}
