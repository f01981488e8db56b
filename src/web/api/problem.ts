export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** A refusal of the server, by its stable code; `unreachable` where there was no answer at all. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  /** Seconds after which it may go well; null where nothing was said. */
  readonly retryAfter: number | null;

  constructor({ code, detail, fields = [], retryAfter = null }: ProblemParts) {
    super(detail);
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }

  /** Whether asking again, with the same key, may go well by itself. */
  get passes(): boolean {
    return this.code === "unreachable" || this.code === "unavailable" || this.code === "internal";
  }
}

interface ProblemParts {
  readonly code: string;
  readonly detail: string;
  readonly fields?: readonly FieldProblem[];
  readonly retryAfter?: number | null;
}

export function isProblem(error: unknown, code: string): boolean {
  return error instanceof ApiProblem && error.code === code;
}

/** What an answer that is no success says; a proxy in between may have answered something else. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const told: unknown = await response.json().catch(() => null);
  const retryAfter = Number(response.headers.get("retry-after")) || null;
  if (!isProblemJson(told)) return new ApiProblem({ code: "unavailable", detail: response.statusText, retryAfter });
  return new ApiProblem({ code: told.code, detail: told.detail, fields: told.errors ?? [], retryAfter });
}

interface ProblemJson {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
}

function isProblemJson(value: unknown): value is ProblemJson {
  return typeof value === "object" && value !== null && "code" in value && "detail" in value;
}
