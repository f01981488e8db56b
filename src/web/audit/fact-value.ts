import { severities, statuses } from "../incident/tags.tsx";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { factName } from "./fact-name.ts";
import { roleText } from "./role-text.ts";
import type { NameOf } from "./sentences.ts";

const kinds = ["direct", "group", "room"] as const;
const visibilities = ["public", "private"] as const;
const levels = ["all", "mentions", "none"] as const;

/** What a part of a change may be; what is not known here stands as it is. */
const said: ReadonlyMap<string, (value: string) => string> = new Map([
  ["role", roleText],
  ["kind", (value) => oneOf(kinds, value, (kind) => t("audit.kind", { kind }))],
  ["status", (value) => oneOf(statuses, value, (status) => t(`status.${status}`))],
  ["severity", (value) => oneOf(severities, value, (severity) => t(`severity.${severity}`))],
  ["visibility", (value) => oneOf(visibilities, value, (visibility) => t(`fact.visibility.${visibility}`))],
  ["notify", (value) => oneOf(levels, value, (level) => t(`fact.notify.${level}`))],
  ["muted_until", (value) => timeOf(value)],
]);

function oneOf<Known extends string>(known: readonly Known[], value: string, say: (known: Known) => string): string {
  const found = known.find((each) => each === value);
  return found === undefined ? value : say(found);
}

const places: ReadonlySet<string> = new Set(["read_to", "delivered_to", "unread_from"]);
const isId = (value: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value);

/** Ids of people are said by name, places in the conversation as they are cited; what a message carries is nobody's to translate. */
export function factValue(name: string, value: unknown, nameOf: NameOf): string {
  if (name === "data") return JSON.stringify(value);
  if (typeof value === "string") return isId(value) ? nameOf(value) : (said.get(name)?.(value) ?? value);
  if (typeof value === "number") return places.has(name) ? `#${value}` : String(value);
  if (typeof value === "boolean") return t(value ? "fact.yes" : "fact.no");
  if (Array.isArray(value)) return value.map((each) => factValue(name, each, nameOf)).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  const { user_id: person, role }: { readonly user_id?: unknown; readonly role?: unknown } = value;
  if (typeof person === "string" && typeof role === "string") return `${nameOf(person)}: ${roleText(role)}`;
  return Object.entries(value)
    .map(([part, of]) => `${factName(part)}: ${factValue(part, of, nameOf)}`)
    .join(", ");
}
