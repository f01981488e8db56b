export interface CheckpointJson {
  readonly epoch: string;
  readonly format: string;
  readonly key: string;
  readonly map: string;
  readonly signature: string;
  readonly size: number;
  readonly time: string;
  readonly tree: string;
}

/** Of one conversation in the file. Times are those that its events carry. */
export interface ConversationFacts {
  readonly id: string;
  readonly events: number;
  readonly withheldBefore: number;
  readonly withheldAfter: number;
  /** How many came after the kept checkpoint, which does not bind them. */
  readonly since: number;
  readonly from: string | null;
  readonly to: string | null;
}

export type Claim = "changed" | "leftOut" | "slippedIn";

export interface Verdict {
  readonly outcome: "holds" | "fails" | "cannot be judged";
  readonly exitCode: 0 | 1 | 2;
  readonly claims: Readonly<Record<Claim, "holds" | "fails" | "not judged">>;
  /** What does not hold, in sentences. */
  readonly findings: readonly string[];
  /** What cannot be said, and why. */
  readonly doubts: readonly string[];
  readonly facts: {
    readonly checkpoint: CheckpointJson | null;
    readonly kept: CheckpointJson | null;
    /** The last 20. */
    readonly conversations: readonly ConversationFacts[];
    readonly events: number;
    readonly withheld: number;
    readonly sealed: number;
    readonly opened: number;
  };
}

export interface Given {
  readonly chunks: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;
  /** The server's public key, 64 hex digits. */
  readonly key: string;
  /** JSON text of the checkpoint that was kept. */
  readonly kept?: string | null;
  /** Ids of the conversations that the file must hold, and no others. */
  readonly conversations?: readonly string[] | null;
  /** Whether a part (a selection, a period) is what was asked for. */
  readonly isPart?: boolean;
  /** Told the number of bytes read. */
  readonly onProgress?: (bytes: number) => void;
}

export function verify(given: Given): Promise<Verdict>;
/** The verdict in sentences, a line each. */
export function sentences(verdict: Verdict): string[];
/** RFC 8785. */
export function canonical(value: unknown): string;
