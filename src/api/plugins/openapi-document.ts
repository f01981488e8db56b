import type { SwaggerTransformObject } from "@fastify/swagger";
import type { ProblemCode } from "../problem.ts";
import { statusTitles } from "../status-titles.ts";
import { problemAnswers, refusals } from "./openapi-problems.ts";

type Document = ReturnType<SwaggerTransformObject>;

/** What is completed of an operation; everything else stays as it is. */
interface Operation {
  readonly requestBody?: object;
  readonly responses?: Readonly<Record<string, Answer>>;
  readonly "x-body"?: "none" | "optional";
  readonly "x-problems"?: readonly ProblemCode[];
  readonly "x-headers"?: readonly HeaderName[];
}

interface Answer {
  readonly description: string;
  readonly content?: object;
}

const headers = {
  "X-Position": {
    required: true,
    description: "Of a command: its place in the log. Of a query: from where in the log it was answered.",
    schema: { type: "string" },
  },
  "Idempotent-Replayed": {
    description: "`true` where an earlier request with the same key did it.",
    schema: { type: "string" },
  },
} as const;

type HeaderName = keyof typeof headers;

/** Says what the schemas of routes cannot: optional bodies, problems, headers of answers, and that answers may grow. */
export function completed(document: Document): Document {
  const { paths, components } = document as { paths?: object; components?: { schemas?: object } };
  const operations = mapped(paths, (path) => mapped(path as object, (each) => completedOperation(each as Operation)));
  // Each component comes twice, as it is sent and as it would be taken; none of ours is taken.
  const sent = Object.entries(components?.schemas ?? {}).filter(([name]) => !name.endsWith("Input"));
  return {
    ...document,
    paths: operations,
    components: { ...components, schemas: growing(Object.fromEntries(sent)), responses: problemAnswers },
  } as Document;
}

function completedOperation(described: Operation): object {
  const { "x-body": body, "x-problems": problems = ["unavailable"], "x-headers": told = [], ...plain } = described;
  const { requestBody, responses = {}, ...operation } = plain;
  const answers = Object.entries(responses).filter(([status]) => status !== "default");
  return {
    ...operation,
    ...(requestBody && body !== "none" && { requestBody: { ...requestBody, required: body !== "optional" } }),
    responses: {
      ...Object.fromEntries(answers.map(([status, answer]) => [status, completedAnswer(status, { answer, told })])),
      ...refusals(problems),
    },
  };
}

interface Told {
  readonly answer: Answer;
  readonly told: readonly HeaderName[];
}

function completedAnswer(status: string, { answer, told }: Told): object {
  const { description, content } = answer;
  return {
    ...answer,
    description: description === "Default Response" ? statusTitles[status] : description,
    ...(content && { content: growing(content) }),
    ...(told.length > 0 && { headers: Object.fromEntries(told.map((name) => [name, headers[name]])) }),
  };
}

/** Without what zod says of objects that are taken: those that are answered may have more fields some day. */
function growing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(growing);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, each]) => !(key === "additionalProperties" && each === false) && !(key === "readOnly" && each === true),
  );
  return Object.fromEntries(kept.map(([key, each]) => [key, growing(each)]));
}

function mapped(record: object | undefined, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, change(value)]));
}
