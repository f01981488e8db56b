import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A call of the API as it was made, and what was answered. */
export interface Example {
  /** As it was asked, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  /** Parsed where it is JSON; absent where nothing was answered. */
  readonly answer?: unknown;
}

/** By `METHOD /path/{template}`: a call for each status of success. */
export type Examples = Readonly<Record<string, readonly Example[]>>;

/** Recorded by `npm run docs:api`, never written by hand. */
export const examplesFile = join(import.meta.dirname, "openapi-examples.json");

export function recordedExamples(): Examples {
  return JSON.parse(readFileSync(examplesFile, "utf8")) as Examples;
}

interface Operation {
  readonly requestBody?: { readonly content: Contents };
  readonly responses: Readonly<Record<string, { readonly content?: Contents }>>;
}

type Contents = Readonly<Record<string, object>>;

/** The same document with these examples, and no others, of its requests and of what goes well. */
export function withExamples<Document extends { paths?: object }>(document: Document, examples: Examples): Document {
  const paths = mapped((document.paths ?? {}) as Readonly<Record<string, object>>, (methods, path) =>
    mapped(methods as Readonly<Record<string, Operation>>, (operation, method) =>
      exemplified(operation, examples[`${method.toUpperCase()} ${path}`] ?? []),
    ),
  );
  return { ...document, paths };
}

function exemplified({ requestBody, responses, ...operation }: Operation, examples: readonly Example[]): object {
  const asked = examples.find(({ body }) => body !== undefined)?.body;
  return {
    ...operation,
    ...(requestBody && { requestBody: { ...requestBody, content: shown(requestBody.content, asked) } }),
    responses: mapped(responses, (answer, status) => {
      const answered = examples.find((each) => String(each.status) === status)?.answer;
      return answer.content ? { ...answer, content: shown(answer.content, answered) } : answer;
    }),
  };
}

function shown(contents: Contents, example: unknown): object {
  return mapped(contents, (content) => {
    const { example: _earlier, ...described } = content as { example?: unknown };
    return example === undefined ? described : { ...described, example };
  });
}

function mapped<Value>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => object,
): Readonly<Record<string, object>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
