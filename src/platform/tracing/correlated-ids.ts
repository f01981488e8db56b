import { createHash } from "node:crypto";
import type { IdGenerator } from "@opentelemetry/sdk-trace";
import { RandomIdGenerator } from "@opentelemetry/sdk-trace";

export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

/**
 * The trace of a request that began one here, and the span of the request in it: made of its id, so that every process
 * that reads what it appended knows both.
 */
export function idsOf(correlationId: string): SpanIds {
  const hash = createHash("sha256").update(correlationId).digest("hex");
  const uuid = correlationId.replaceAll("-", "");
  const traceId = /^[0-9a-f]{32}$/.test(uuid) && !/^0+$/.test(uuid) ? uuid : hash.slice(16, 48);
  return { traceId, spanId: hash.slice(0, 16) };
}

/** Random ids, but for the span that was announced. */
export class CorrelatedIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #next: SpanIds | null = null;

  /** The span that is begun within has these ids. */
  within<Result>(ids: SpanIds, begin: () => Result): Result {
    this.#next = ids;
    try {
      return begin();
    } finally {
      this.#next = null;
    }
  }

  generateTraceId(): string {
    return this.#next?.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#next?.spanId ?? this.#random.generateSpanId();
  }
}
