import type { FastifyInstance } from "fastify";
import type { EndSpan, Tracing } from "../../platform/tracing/tracing.ts";

declare module "fastify" {
  interface FastifyRequest {
    endSpan: EndSpan | null;
  }
}

/** It lasts as long as somebody listens: a span of it would tell nothing. */
const stream = "/api/messages/stream";

/** A span for each request, in the trace of whoever asks (`traceparent`). */
export function traceRequests(server: FastifyInstance, tracing: Tracing | null): void {
  if (!tracing) return;
  server.decorateRequest("endSpan", null);
  server.addHook("onRequest", (request, _reply, next) => {
    const { method, headers, id, routeOptions } = request;
    const route = routeOptions.url ?? "none";
    const { traceparent } = headers;
    if (route !== stream)
      request.endSpan = tracing.request({
        correlationId: id,
        traceparent: typeof traceparent === "string" ? traceparent : undefined,
        name: `${method} ${route}`,
        attributes: { "http.request.method": method, "http.route": route },
      });
    next();
  });
  server.addHook("onResponse", (request, { statusCode }, next) => {
    const isFault = statusCode >= 500;
    const attributes = {
      "http.response.status_code": statusCode,
      ...(request.problem && { "verbatim.problem": request.problem }),
    };
    request.endSpan?.({ attributes, ...(isFault && { failure: request.problem ?? String(statusCode) }) });
    next();
  });
}
