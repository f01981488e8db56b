import { z } from "zod";
import {
  answerOf,
  describedApi,
  operationFinder,
  operationsOf,
  type Addressed,
  type AnswerDescription,
  type ApiDescription,
  type SchemaDescription,
} from "./api-description.ts";

/** An answer as it came. */
export interface Answered extends Addressed {
  readonly status: number;
  /** Parsed where it is JSON; otherwise text, empty where there was none. */
  readonly json: unknown;
  readonly headers: Headers;
}

/** What of an answer the description of its operation does not say; null where all is said, or nothing is described. */
export type Judge = (answered: Answered) => string | null;

export function judgeBy(api: ApiDescription): Judge {
  const operationOf = operationFinder(operationsOf(api));
  const schemaOf = schemasOf(api);
  return (answered) => {
    const operation = operationOf(answered);
    if (!operation) return null;
    const { status, json } = answered;
    const described =
      answerOf(api, operation, String(status)) ?? (status === 500 ? answerOf(api, operation, "default") : null);
    if (!described) return `The status ${status} is not described: ${JSON.stringify(json)}`;
    const missing = missingHeader(described, answered);
    if (missing !== undefined) return `The header ${missing} is missing.`;
    const content = contentOf(described, answered);
    if (typeof content === "string") return content;
    const error = content && schemaOf(content.schema).safeParse(json).error;
    return error ? z.prettifyError(error) : null;
  };
}

function missingHeader({ headers = {} }: AnswerDescription, answered: Answered): string | undefined {
  return Object.keys(headers).find((name) => headers[name]?.required === true && !answered.headers.has(name));
}

type Content = NonNullable<AnswerDescription["content"]>[string];

function contentOf({ content }: AnswerDescription, { headers, json }: Answered): Content | string | null {
  const [type = ""] = (headers.get("content-type") ?? "").split(";");
  if (!content) return type === "" && json === "" ? null : `There is to be no content, and it is ${type || "untyped"}.`;
  return content[type] ?? `The content is ${type || "untyped"}; described is ${Object.keys(content).join(", ")}.`;
}

/** Answers may grow, and clients are told so; ours may not grow without being described. */
function schemasOf({ components }: ApiDescription): (schema: SchemaDescription) => z.ZodType {
  const made = new Map<SchemaDescription, z.ZodType>();
  const $defs = closed(components.schemas);
  return (schema) => {
    const checked = made.get(schema) ?? z.fromJSONSchema({ $defs, ...closed(schema) } as JsonSchema);
    made.set(schema, checked);
    return checked;
  };
}

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

function closed(schema: object): object {
  const each = Object.entries(schema).map(([key, value]): [string, unknown] => [
    key,
    key === "$ref" ? definition(value) : closedIn(value),
  ]);
  const names = "properties" in schema && !("additionalProperties" in schema);
  return { ...Object.fromEntries(each), ...(names && { additionalProperties: false }) };
}

function closedIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedIn);
  return typeof value === "object" && value !== null ? closed(value) : value;
}

const definition = (reference: unknown): string => String(reference).replace("#/components/schemas/", "#/$defs/");

let known: Promise<Judge> | undefined;

/** By what the first server of a test file says of itself: all of them run the same code. */
export async function judgeOf(url: string): Promise<Judge> {
  known ??= describedApi(url).then(judgeBy);
  try {
    return await known;
  } catch (error) {
    known = undefined; // the next one asks again
    throw error;
  }
}

/** @throws Error for an answer that is not as it is described */
export function assertDescribed(judge: Judge, answered: Answered): void {
  const misfit = judge(answered);
  if (misfit === null) return;
  throw new Error(`${answered.method} ${answered.path} (${answered.status}) is not answered as described. ${misfit}`);
}
