import type { Examples } from "../../src/api/plugins/openapi-examples.ts";
import { operationsOf, type ApiDescription, type Operation } from "../../test/support/api-description.ts";
import { fieldTable, row } from "./fields.ts";
import { anchorOf, sectionOf } from "./section.ts";

/** Pages of Markdown by file name: one for each tag, one for what is answered in many places, and one that leads there. */
export function pagesOf(api: ApiDescription, examples: Examples): ReadonlyMap<string, string> {
  const byTag = Map.groupBy(operationsOf(api), ({ tags = [] }) => tags[0] ?? "other");
  const pages = api.tags.flatMap(({ name, description }): [string, readonly string[]][] => {
    const operations = byTag.get(name);
    return operations ? [[`${name}.md`, tagPage({ name, description, operations, api, examples })]] : [];
  });
  return new Map(
    [...pages, ["objects.md", objectsPage(api)] as const, ["README.md", firstPage(api, byTag)] as const].map(
      ([name, blocks]) => [name, `${blocks.join("\n\n")}\n`],
    ),
  );
}

interface TagPage {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly Operation[];
  readonly api: ApiDescription;
  readonly examples: Examples;
}

function tagPage({ name, description, operations, api, examples }: TagPage): readonly string[] {
  return [
    `# ${titled(name)}`,
    `${description} What all calls share, such as errors and positions, is on [the first page](README.md).`,
    callsTable("", operations),
    ...operations.flatMap((operation) => sectionOf(operation, { api, examples })),
  ];
}

function objectsPage({ components }: ApiDescription): readonly string[] {
  return [
    "# Objects",
    "What is answered in several places. Objects and enumerations may grow; times are ISO 8601 in UTC, ids are opaque.",
    ...Object.entries(components.schemas)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([name, schema]) => [`## ${name}`, fieldTable(schema, "answered")]),
  ];
}

function firstPage(api: ApiDescription, byTag: ReadonlyMap<string, readonly Operation[]>): readonly string[] {
  const { info, tags, components } = api;
  const problems = Object.entries(components.responses).map(([code, { description, content }]) => {
    const { status } = (content?.["application/problem+json"]?.example ?? {}) as { status?: number };
    return row(String(status), `\`${code}\``, description.slice(description.indexOf(": ") + 2));
  });
  return [
    "# The HTTP API",
    info.description,
    "Every example here is a call as it was made on a running server; ids, times and tokens stand for real ones. The same for programs is in [openapi.json](openapi.json), which a server answers at `/api/openapi.json` and shows to people at `/api/docs`.",
    ...conventions,
    "## Errors",
    "Whatever is refused is answered as `application/problem+json` ([Problem](objects.md#problem)); where fields do not fit, `errors` names each by its path.",
    [row("Status", "`code`", "What it says"), row("---", "---", "---"), ...problems].join("\n"),
    "## Calls",
    "What is answered in several places is described once, under [objects](objects.md).",
    ...tags.flatMap(({ name, description }) => {
      const operations = byTag.get(name) ?? [];
      return operations.length === 0
        ? []
        : [`### [${titled(name)}](${name}.md)`, description, callsTable(`${name}.md`, operations)];
    }),
  ];
}

const conventions = [
  "## Who asks",
  "[Register](auth.md) or log in, and send the `token` with each request: `Authorization: Bearer <token>`. Pages of the server's own use the cookie that is set at the same time.",
  "## Requests",
  "Bodies are JSON in UTF-8. Fields and parameters that are not named here are refused, so that nothing that is misspelt goes unheard. Calls that make something take a header `Idempotency-Key` (some a field `client_message_id`): whoever repeats the same request with the same key gets the same answer, with `Idempotent-Replayed: true`, and nothing is done twice.",
  "## Lists",
  "A list is an object with the things under their name, and `next_cursor`: send it back as `cursor` for the next page; null is the end. `limit` says how many, 100 at most.",
  "## Reading what one wrote",
  "Queries are answered from read models, which follow the log. A query with `min_position=<the X-Position of an answer>` waits until it shows what was done up to there, on any process; where that takes more than two seconds it is a 503.",
];

function callsTable(file: string, operations: readonly Operation[]): string {
  const rows = operations.map((operation) =>
    row(`\`${operation.method} ${operation.path}\``, `[${operation.summary}](${file}#${anchorOf(operation)})`),
  );
  return [row("Call", "What it does"), row("---", "---"), ...rows].join("\n");
}

const titled = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;
