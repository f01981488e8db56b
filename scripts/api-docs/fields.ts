import type { ParameterDescription, SchemaDescription } from "../../test/support/api-description.ts";

/** A row of a table of Markdown. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

/** The fields of an object: those that are asked for may be missing unless said, those that are answered never are. */
export function fieldTable(schema: SchemaDescription, when: "asked" | "answered"): string {
  const { properties = {}, required = [] } = schema;
  const rows = Object.entries(properties).map(([name, field]) => {
    const needed = required.includes(name) && field.default === undefined;
    const isNoted = when === "asked" ? needed : !needed;
    const note = when === "asked" ? "required" : "may be absent";
    return row(`\`${name}\``, typeText(field), [...(isNoted ? [note] : []), ...aboutField(field)].join("; "));
  });
  return [row("Field", "Type", ""), row("---", "---", "---"), ...rows].join("\n");
}

export function parameterTable(parameters: readonly ParameterDescription[]): string {
  const rows = parameters.map(({ name, in: place, required = false, description, schema }) => {
    const about = aboutField({ ...schema, ...(description !== undefined && { description }) });
    return row(`\`${name}\``, place, typeText(schema), [...(required ? ["required"] : []), ...about].join("; "));
  });
  return [row("Parameter", "In", "Type", ""), row("---", "---", "---", "---"), ...rows].join("\n");
}

function aboutField({ description, default: fallback, maxLength }: SchemaDescription): string[] {
  return [
    ...(description === undefined ? [] : [description.replace(/\.$/, "")]),
    ...(fallback === undefined ? [] : [`\`${JSON.stringify(fallback)}\` unless given`]),
    ...(maxLength === undefined ? [] : [`${maxLength} characters at most`]),
  ];
}

/** As people say it; what has a name is a link to its fields. */
export function typeText(schema: SchemaDescription): string {
  const { $ref, anyOf, type, enum: options, const: only, items, properties, format } = schema;
  if ($ref !== undefined) return referenceText($ref);
  if (anyOf) return anyOf.map(typeText).join(" or ");
  if (options) return options.map((option) => `\`${String(option)}\``).join(", ");
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (Array.isArray(type)) return type.join(" or ");
  if (type === "array") return items?.not ? "empty list" : `list of ${typeText(items ?? {})}`;
  if (type === "object" && properties) return `object: ${Object.entries(properties).map(fieldText).join(", ")}`;
  if (format === "date-time") return "time";
  return typeof type === "string" ? type : "anything";
}

function fieldText([name, schema]: [string, SchemaDescription]): string {
  return `\`${name}\` (${typeText(schema)})`;
}

function referenceText(reference: string): string {
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  return `[${name}](objects.md#${name.toLowerCase()})`;
}
