import type { Example, Examples } from "../../src/api/plugins/openapi-examples.ts";
import { answerOf, bodyOf, type ApiDescription, type Operation } from "../../test/support/api-description.ts";
import { fieldTable, parameterTable, typeText } from "./fields.ts";

interface Sources {
  readonly api: ApiDescription;
  readonly examples: Examples;
}

/** An operation for people: what it does, what is asked, what is answered, and what may stand in the way. */
export function sectionOf(operation: Operation, { api, examples }: Sources): readonly string[] {
  const { method, path, summary = "", description = "For anyone.", parameters = [] } = operation;
  const body = bodyOf(operation);
  const calls = examples[`${method} ${path}`] ?? [];
  return [
    `## ${summary}`,
    `\`${method} ${path}\``,
    description,
    ...(parameters.length > 0 ? [parameterTable(parameters)] : []),
    ...(body ? [bodyText(operation), fieldTable(body, "asked")] : []),
    ...answersOf(operation, api),
    ...calls.map((call) => exampleText(method, call)),
    problemsText(operation),
  ];
}

/** As GitHub makes it of the heading. */
export function anchorOf({ summary = "" }: Operation): string {
  return summary
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function bodyText({ requestBody }: Operation): string {
  return requestBody?.required === true ? "The body:" : "The body, which may be absent:";
}

function answersOf(operation: Operation, api: ApiDescription): readonly string[] {
  return Object.keys(operation.responses)
    .filter((status) => status.startsWith("2"))
    .flatMap((status) => {
      const { description = "", content = {} } = answerOf(api, operation, status) ?? {};
      const [[type, { schema }] = ["", { schema: {} }]] = Object.entries(content);
      if (type === "") return [`Answered with \`${status}\` and no content.`];
      const known = `Answered with \`${status}\``;
      if (schema.properties) return [`${known}:`, fieldTable(schema, "answered")];
      return [`${known}: ${schema.$ref ? typeText(schema) : `\`${type}\`. ${schema.description ?? description}`}`];
    });
}

function exampleText(method: string, { path, body, status, answer }: Example): string {
  const asked = body === undefined ? [] : ["", JSON.stringify(body, null, 2)];
  const answered = typeof answer === "string" ? answer.trim() : JSON.stringify(answer, null, 2);
  const told = answer === undefined ? [] : ["", answered];
  // Longer than any fence that an answer itself may hold.
  return ["````http", `${method} ${path}`, ...asked, "````", "", "````http", String(status), ...told, "````"].join(
    "\n",
  );
}

/** What each of them says is on the first page. */
function problemsText(operation: Operation): string {
  const codes = Object.entries(operation.responses).flatMap(([status, answer]) =>
    status !== "default" && "$ref" in answer
      ? [`\`${answer.$ref.slice(answer.$ref.lastIndexOf("/") + 1)}\` (${status})`]
      : [],
  );
  return `[Errors](README.md#errors): ${codes.join(", ")}.`;
}
