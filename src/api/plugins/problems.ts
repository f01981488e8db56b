import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { QueueFull } from "../../platform/queue.ts";
import { StoreUnavailable } from "../../event-store/errors.ts";
import { ConnectionLost } from "../../platform/postgres/transaction.ts";
import { isOutage } from "../../projections/outage.ts";
import { readAway } from "./read-away.ts";
import { notFound, Problem, problemJson, RateLimited, unavailable, type ProblemCode } from "../problem.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The problem that it was answered with, for the log. */
    problem: ProblemCode | null;
  }
}

/** Seconds after which a client may try again what was unavailable. */
const retryAfter = "1";

/** Every refusal and every failure leaves as application/problem+json; a failure of ours says nothing of its inside. */
export function answerWithProblems(server: FastifyInstance): void {
  server.decorateRequest("problem", null);
  server.setNotFoundHandler((request, reply) => answer(request, reply, notFound()));
  server.setErrorHandler(async (error: unknown, request, reply) => {
    if ((error as Partial<FastifyError>).statusCode === 413) await readAway(request.raw);
    return answerWithProblem(error, request, reply);
  });
}

/** Also for what goes wrong before there is a route, such as an address that cannot be read. */
export function answerWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Problem) return answer(request, reply, error);
  const outage = outageOf(error);
  if (outage) {
    request.log.warn({ failure: failureOf(error) }, "A request met an outage.");
    return answer(request, reply, outage);
  }
  const { statusCode: status = 500 } = error as Partial<FastifyError>;
  if (status >= 400 && status < 500) return answer(request, reply, ...refusedByFastify(error as FastifyError, status));
  request.log.error({ failure: failureOf(error) }, "A request failed.");
  return answer(request, reply, new Problem("internal", "Something went wrong here; it has been noted."));
}

/** What never reached an endpoint: an address or a body that cannot be read. */
function refusedByFastify({ code, message }: FastifyError, status: number): [Problem, number?] {
  if (code === "FST_ERR_BAD_URL") return [new Problem("validation_failed", "This is no address.")];
  if (code === "FST_ERR_MAX_PARAM_LENGTH") return [notFound()];
  return [new Problem(codes[status] ?? "validation_failed", message), status];
}

const codes: Readonly<Record<number, ProblemCode>> = {
  404: "not_found",
  413: "too_large",
  415: "unsupported_media_type",
};

function answer(request: FastifyRequest, reply: FastifyReply, problem: Problem, status?: number): FastifyReply {
  const json = problemJson(problem, status);
  request.problem = problem.code;
  if (problem.code === "unavailable") void reply.header("retry-after", retryAfter);
  if (problem instanceof RateLimited) void reply.header("retry-after", String(problem.retryAfter));
  if (problem.code === "unauthenticated") void reply.header("www-authenticate", "Bearer");
  return reply.status(json.status).type("application/problem+json").send(json);
}

function outageOf(error: unknown): Problem | null {
  if (error instanceof StoreUnavailable && error.outcome === "unknown")
    return unavailable("Whether it was done is not known: ask again with the same key.");
  if (error instanceof QueueFull) return unavailable("Too much of this is waiting already; try again.");
  if (isOutage(error) || error instanceof ConnectionLost)
    return unavailable("The server cannot reach its data; try again.");
  return null;
}

/** What a database says beside its message (rows, values) may hold what people wrote: it stays out of the log. */
function failureOf(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const { code } = error as { code?: unknown };
  return { name, message, stack, ...(typeof code === "string" && { code }) };
}
