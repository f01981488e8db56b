import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from "@opentelemetry/api";
import type { Context, Span, SpanContext, Tracer } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { LRUCache } from "lru-cache";
import { CorrelatedIds, idsOf } from "./correlated-ids.ts";
import { parseTraceparent } from "./traceparent.ts";
import type { Caused, EndSpan, RequestBegun, Tracing } from "./tracing.ts";

export interface TracingOptions {
  /** Such as http://collector:4318. */
  readonly endpoint: string;
  readonly serviceName: string;
}

/** Requests whose traces are remembered, as long as what they caused is on its way. */
const remembered = 10_000;
/** Milliseconds that spans wait for others. */
const collectedFor = 1_000;
/** Milliseconds that the collector has to take them, also when the process stops. */
const longestMs = 3_000;

/** Sends traces to a collector, by OTLP over HTTP. What it does not take is dropped: nothing waits for it. */
export function openTracing({ endpoint, serviceName }: TracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, "")}/v1/traces`,
    timeoutMillis: longestMs,
  });
  const ids = new CorrelatedIds();
  const provider = new TracerProvider({
    idGenerator: ids,
    resource: resourceFromAttributes({ "service.name": serviceName, "process.pid": process.pid }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter, scheduledDelayMillis: collectedFor, exportTimeoutMillis: longestMs }),
    ],
  });
  return new Traces(provider, ids);
}

class Traces implements Tracing {
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #ids: CorrelatedIds;
  readonly #requests = new LRUCache<string, SpanContext>({ max: remembered });

  constructor(provider: TracerProvider, ids: CorrelatedIds) {
    this.#provider = provider;
    this.#tracer = provider.getTracer("verbatim");
    this.#ids = ids;
  }

  request({ correlationId, traceparent, name, attributes }: RequestBegun): EndSpan {
    const parent = parseTraceparent(traceparent);
    const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
    const begin = (): Span => this.#tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, context);
    // Whoever gave the id may give it again; a span's is to be one's own.
    const span = this.#requests.has(correlationId) ? begin() : this.#ids.within(idsOf(correlationId), begin);
    span.setAttribute("verbatim.request_id", correlationId);
    this.#requests.set(correlationId, span.spanContext());
    return ending(span);
  }

  caused({ by, name, attributes, since }: Caused): EndSpan {
    const [first, ...others] = by.map((id) => this.#contextOf(id));
    const context: Context = first ? trace.setSpanContext(ROOT_CONTEXT, first) : ROOT_CONTEXT;
    const links = others.map((each) => ({ context: each }));
    const started = since === undefined ? {} : { startTime: since };
    return ending(this.#tracer.startSpan(name, { kind: SpanKind.INTERNAL, attributes, links, ...started }, context));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What the collector does not take is dropped here as it is before.
    await this.#provider.shutdown().catch(() => undefined);
  }

  /** What another process was asked is known by its id, where its trace began there. */
  #contextOf(correlationId: string): SpanContext {
    const known = this.#requests.get(correlationId);
    return known ?? { ...idsOf(correlationId), traceFlags: TraceFlags.SAMPLED, isRemote: true };
  }
}

const ending =
  (span: Span): EndSpan =>
  ({ failure, attributes = {} } = {}) => {
    span.setAttributes(attributes);
    if (failure !== undefined) {
      span.setAttribute("error.type", failure);
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  };
