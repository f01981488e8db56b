import type { ApiDescription, Operation } from "../../test/support/api-description.ts";
import { operationsOf } from "../../test/support/api-description.ts";
import type { Example } from "./recorder.ts";

/** A page of Markdown for each tag: every call with an example. By file name. */
export function pagesOf(api: ApiDescription, examples: ReadonlyMap<string, Example>): ReadonlyMap<string, string> {
  const byTag = Map.groupBy(
    operationsOf(api).filter(({ path }) => path.startsWith("/api/")),
    ({ tags = [] }) => tags[0] ?? "other",
  );
  return new Map([...byTag].map(([tag, operations]) => [`${tag}.md`, pageOf(tag, operations, examples)]));
}

function pageOf(tag: string, operations: readonly Operation[], examples: ReadonlyMap<string, Example>): string {
  const sections = operations.map((operation) =>
    sectionOf(operation, examples.get(`${operation.method} ${operation.path}`)),
  );
  return (
    [`# ${tag[0]?.toUpperCase()}${tag.slice(1)}`, "Written by `npm run docs:api`.", ...sections].join("\n\n") + "\n"
  );
}

function sectionOf(operation: Operation, example: Example | undefined): string {
  const { method, path, summary = "", parameters = [] } = operation;
  const query = parameters.filter(({ in: place }) => place === "query").map(({ name }) => `\`${name}\``);
  return [
    `## ${summary}`,
    `\`${method} ${path}\``,
    ...(query.length > 0 ? [`Query: ${query.join(", ")}`] : []),
    ...(example ? [exampleText(example)] : []),
  ].join("\n\n");
}

function exampleText({ method, path, body, status, answer }: Example): string {
  const asked = body === undefined ? "" : `\n\n${JSON.stringify(body, null, 1)}`;
  const answered = typeof answer === "string" ? answer : JSON.stringify(answer, null, 1);
  const tail = answered.trim() === "" ? "" : `\n\n${answered.trim()}`;
  return `\`\`\`http\n${method} ${path}${asked}\n\`\`\`\n\n\`\`\`http\n${status}${tail}\n\`\`\``;
}
