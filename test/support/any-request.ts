import fc from "fast-check";
import { bodyOf, type Operation, type SchemaDescription } from "./api-description.ts";

/** A request as a fuzzer makes it: near what the description asks for, and at times far from it. */
export interface AnyRequest {
  readonly query: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

type Schemas = Readonly<Record<string, SchemaDescription>>;

const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "",
    " ",
    "\0",
    "\ud800",
    "\u202e",
    "null",
    "__proto__",
    "' or 1=1 --",
    "%00",
    "../..",
    "💥".repeat(300),
  ),
);
const oddNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 2 ** 31, 2 ** 53, 1e300));
const odd: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  oddNumber,
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 4 }),
);

/** What mostly fits a schema, made of values that are there where there are some. */
export function anyRequestFor(
  operation: Operation,
  { schemas, values }: { readonly schemas: Schemas; readonly values: readonly string[] },
): fc.Arbitrary<AnyRequest> {
  const known = fc.constantFrom(...values);
  const body = bodyOf(operation);
  const parameters = (operation.parameters ?? []).filter(({ in: place }) => place === "query");
  // A position that is still to come is waited for, by design: it is not asked for here.
  const query = fc.record(
    Object.fromEntries(
      parameters
        .filter(({ name }) => name !== "min_position")
        .map(({ name, schema }) => [name, textFor(schema, { schemas, known })]),
    ),
    { requiredKeys: [] },
  );
  return fc.record({
    query: query.map(queryText),
    body: body === undefined ? fc.constant(undefined) : anyBody(body, { schemas, known }),
    headers: fc.record({ "idempotency-key": fc.stringMatching(/^[ -~]{0,110}$/) }, { requiredKeys: [] }),
  });
}

/** @param fields what is absent is undefined, too */
function queryText(fields: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) search.append(name, value);
  return search.toString();
}

interface Sources {
  readonly schemas: Schemas;
  readonly known: fc.Arbitrary<string>;
}

function anyBody(schema: SchemaDescription, sources: Sources): fc.Arbitrary<string> {
  const json = fc.oneof({ weight: 8, arbitrary: valueFor(schema, sources) }, { weight: 1, arbitrary: odd });
  return fc.oneof(
    { weight: 9, arbitrary: json.map((value) => JSON.stringify(value) ?? "null") },
    { weight: 1, arbitrary: oddText },
  );
}

/** In a query everything is text. */
const textFor = (schema: SchemaDescription, sources: Sources): fc.Arbitrary<string> =>
  valueFor(schema, sources).map((value) => (typeof value === "string" ? value : (JSON.stringify(value) ?? "")));

function valueFor(schema: SchemaDescription, sources: Sources): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: fitting(schema, sources) }, { weight: 1, arbitrary: odd });
}

function fitting(schema: SchemaDescription, sources: Sources): fc.Arbitrary<unknown> {
  const { $ref, anyOf, type, enum: options, properties, items, const: only } = schema;
  if ($ref) return fitting(referenced($ref, sources), sources);
  if (anyOf) return fc.oneof(...anyOf.map((each) => fitting(each, sources)));
  if (options) return fc.constantFrom(...options);
  if (only !== undefined) return fc.constant(only);
  switch (type) {
    case "string":
      return fc.oneof(sources.known, oddText);
    case "integer":
      return fc.oneof(fc.integer({ min: 0, max: 5 }), oddNumber);
    case "number":
      return oddNumber;
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(valueFor(items ?? {}, sources), { maxLength: 4 });
    case "object":
      return fc.record(
        Object.fromEntries(Object.entries(properties ?? {}).map(([name, each]) => [name, valueFor(each, sources)])),
        { requiredKeys: [] },
      );
    default:
      return odd;
  }
}

function referenced(reference: string, { schemas }: Sources): SchemaDescription {
  const schema = schemas[reference.slice(reference.lastIndexOf("/") + 1)];
  if (!schema) throw new Error(`${reference} leads nowhere.`);
  return schema;
}
