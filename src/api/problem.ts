import { statusTitles } from "./status-titles.ts";

/** What clients rely on, and the status that each goes with. */
export const statusOf = {
  validation_failed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported_media_type: 415,
  edit_window_closed: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof statusOf;

export const problemCodes = Object.keys(statusOf) as [ProblemCode, ...ProblemCode[]];

/** A field that stands in the way; its path is as the client knows it: `content`, `member_ids[3]`. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** RFC 9457. */
export interface ProblemJson {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly errors?: readonly FieldProblem[];
}

/** Ends a request with a problem; its words are for whoever asked. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly errors: readonly FieldProblem[];

  constructor(code: ProblemCode, detail: string, errors: readonly FieldProblem[] = []) {
    super(detail);
    this.code = code;
    this.errors = errors;
  }
}

/** Too much in too short a time. */
export class RateLimited extends Problem {
  /** Seconds after which it may go well, 1 at least, whole. */
  readonly retryAfter: number;

  constructor(detail: string, retryAfter: number) {
    super("rate_limited", detail);
    this.retryAfter = retryAfter;
  }
}

/** The same answer for what is not there and for what this person may not know of. */
export function notFound(): Problem {
  return new Problem("not_found", "There is nothing here.");
}

export function invalidField(path: string, message: string): Problem {
  return new Problem("validation_failed", message, [{ path, message }]);
}

/** It passes: the client is told to try again. */
export function unavailable(detail: string): Problem {
  return new Problem("unavailable", detail);
}

export function problemJson({ code, message, errors }: Problem, status: number = statusOf[code]): ProblemJson {
  const title = statusTitles[status] ?? "Error";
  return {
    type: "about:blank",
    title,
    status,
    detail: message,
    code,
    ...(errors.length > 0 && { errors }),
  };
}
