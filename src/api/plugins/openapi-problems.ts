import { Problem, problemCodes, problemJson, statusOf, type ProblemCode } from "../problem.ts";

interface Said {
  /** What the code says to whoever writes a client. */
  readonly meaning: string;
  /** What an answer may say to whoever asked. */
  readonly detail: string;
}

const said: Readonly<Record<ProblemCode, Said>> = {
  validation_failed: {
    meaning: "Something in the request does not fit; `errors` names the fields.",
    detail: "colour: This field is unknown.",
  },
  unauthenticated: { meaning: "There is no session, or it has ended: log in.", detail: "Log in first." },
  forbidden: { meaning: "It may be seen, but not be done by this person.", detail: "You may not do this here." },
  not_found: {
    meaning: "There is nothing here, or nothing that this person may know of.",
    detail: "There is nothing here.",
  },
  conflict: {
    meaning:
      "It does not go with how things stand, a key was used for something else, or a position is of another epoch.",
    detail: "This key was used for something else here.",
  },
  gone: { meaning: "The message was deleted.", detail: "The message was deleted." },
  too_large: { meaning: "The body is larger than is taken.", detail: "Request body is too large" },
  unsupported_media_type: { meaning: "The body is no application/json.", detail: "Unsupported Media Type" },
  edit_window_closed: {
    meaning: "The message can't be edited any more.",
    detail: "A message can be edited here for 900 seconds.",
  },
  rate_limited: {
    meaning: "Too much in too short a time; `Retry-After` says how many seconds to wait.",
    detail: "Too much in too short a time; try again later.",
  },
  internal: {
    meaning: "Something went wrong in the server; nothing is said of its inside.",
    detail: "Something went wrong here; it has been noted.",
  },
  unavailable: {
    meaning: "It passes: try again after `Retry-After` seconds, with the same key.",
    detail: "The server cannot reach its data; try again.",
  },
};

const retryAfter = { "Retry-After": { required: true, description: "Seconds to wait.", schema: { type: "string" } } };

/** What some answers say in their headers. */
const headersOf: Partial<Readonly<Record<ProblemCode, object>>> = {
  rate_limited: retryAfter,
  unavailable: retryAfter,
};

/** By their codes, said once for all operations. */
export const problemAnswers: Readonly<Record<string, object>> = Object.fromEntries(
  problemCodes.map((code) => [code, answerOf(code)]),
);

/** The answers of an operation that may be refused with these. */
export function refusals(codes: readonly ProblemCode[]): Readonly<Record<string, object>> {
  const byStatus = codes.map((code): [string, object] => [String(statusOf[code]), reference(code)]);
  return { ...Object.fromEntries(byStatus), default: reference("internal") };
}

function reference(code: ProblemCode): object {
  return { $ref: `#/components/responses/${code}` };
}

function answerOf(code: ProblemCode): object {
  const { meaning, detail } = said[code];
  const errors = code === "validation_failed" ? [{ path: "colour", message: "This field is unknown." }] : [];
  const schema = { $ref: "#/components/schemas/Problem" };
  const example = problemJson(new Problem(code, detail, errors));
  const headers = headersOf[code];
  return {
    description: `\`${code}\`: ${meaning}`,
    content: { "application/problem+json": { schema, example } },
    ...(headers && { headers }),
  };
}
