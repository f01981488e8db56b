import { STATUS_CODES } from "node:http";
import type { FastifyInstance, FastifyReply } from "fastify";
import { StoreUnavailable } from "../event-store/errors.ts";

/** RFC 9457; `code` is what clients rely on. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
}

/** Every refusal and every failure leaves as application/problem+json; a failure of ours says nothing of its inside. */
export function answerWithProblems(server: FastifyInstance): void {
  server.setNotFoundHandler((_request, reply) => {
    return send(reply, { status: 404, code: "not_found", detail: "There is nothing here." });
  });
  server.setErrorHandler((error: unknown, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (error instanceof StoreUnavailable) {
      void reply.header("retry-after", "1");
      return send(reply, { status: 503, code: "unavailable", detail: "The event store is unavailable; try again." });
    }
    if (status < 500 && error instanceof Error) {
      return send(reply, { status, code: codes[status] ?? "validation_failed", detail: error.message });
    }
    request.log.error({ err: error }, "A request failed.");
    return send(reply, { status: 500, code: "internal", detail: "Something went wrong here; it has been noted." });
  });
}

const codes: Readonly<Record<number, string>> = {
  404: "not_found",
  413: "too_large",
  415: "unsupported_media_type",
  429: "rate_limited",
};

function send(
  reply: FastifyReply,
  { status, code, detail }: Pick<Problem, "status" | "code" | "detail">,
): FastifyReply {
  const problem: Problem = { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail, code };
  return reply.status(status).type("application/problem+json").send(problem);
}
