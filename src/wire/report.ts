import type { Head } from "../domain/conversation/head.ts";
import type { Line } from "../domain/conversation/line.ts";
import type { Role } from "../domain/conversation/roles.ts";
import type { UserId } from "../domain/ids.ts";
import type { People } from "../domain/user/people.ts";
import { markdownTable, plainLines, plainMarkdown } from "./markdown.ts";
import { displayNameOf } from "./people.ts";
import { systemLine } from "./system-line.ts";

export interface ReportParts {
  readonly head: Head;
  /** What it is called by whoever asks. */
  readonly title: string;
  /** By joining. */
  readonly members: readonly { readonly userId: UserId; readonly role: Role }[];
  /** Oldest first. */
  readonly lines: readonly Line[];
  /** Whether there were lines before these, or members after those. */
  readonly isCut: { readonly lines: boolean; readonly members: boolean };
  readonly people: People;
}

/** Characters of one message that are shown, and rows of data. */
const mostCharacters = 2_000;
const mostRows = 2_000;

/** A conversation as a document: what it is about, who was there, what was said, and the data that came. */
export function reportOf(parts: ReportParts): string {
  const { head, title } = parts;
  const sections = [`# ${plainMarkdown(title)}`, factsOf(head), peopleOf(parts), timelineOf(parts), dataOf(parts)];
  return `${[...sections, "## Files\n\nNone."].join("\n\n")}\n`;
}

function factsOf({ description, incident, createdAt }: Head): string {
  const facts = [
    ...(incident ? [`- Status: ${incident.status}`, `- Severity: ${incident.severity}`] : []),
    ...(incident ? [`- Lots: ${incident.lots.map(plainMarkdown).join(", ") || "none"}`] : []),
    `- Started: ${timeText(createdAt)}`,
  ];
  return [...(description ? [plainLines(description)] : []), facts.join("\n")].join("\n\n");
}

function peopleOf({ members, people, isCut }: ReportParts): string {
  const rows = members.map(({ userId, role }) => `- ${nameOf(people, userId)} (${role})`);
  return ["## People", "", ...rows, ...(isCut.members ? ["- and others"] : [])].join("\n");
}

function timelineOf({ lines, people, isCut }: ReportParts): string {
  const rows = lines.map((line) => `- ${timeText(line.createdAt)} ${entryOf(line, people)}`);
  const cut = isCut.lines ? ["What was said before is not in this report.", ""] : [];
  return ["## Timeline", "", ...cut, ...rows].join("\n");
}

function entryOf({ actor, event, since }: Line, people: People): string {
  if (event.type !== "MessageSent") return plainMarkdown(systemLine(event, people).content);
  const lost = since.deleted ? "(deleted)" : "(erased)";
  const said = since.deleted || event.data.content === null ? lost : plainLines(shortened(event.data.content));
  return `**${nameOf(people, actor)}**: ${said}${since.edited ? " (edited)" : ""}`;
}

function dataOf({ lines, people }: ReportParts): string {
  const rows = lines.flatMap(({ event, actor, createdAt }) => {
    const data = event.type === "MessageSent" && event.data.messageType === "incident_data" ? event.data.data : null;
    const who = displayNameOf(people, actor);
    return fieldsIn(data).map(([field, value]) => [timeText(createdAt), who, field, shortened(value)]);
  });
  if (rows.length === 0) return "## Data\n\nNone.";
  const shown = markdownTable(["Time", "By", "Field", "Value"], rows.slice(0, mostRows));
  return ["## Data", "", shown, ...(rows.length > mostRows ? ["", "More data is not in this report."] : [])].join("\n");
}

/** Of a JSON object as text: its values by the names of their fields, with dots between. */
function fieldsIn(data: string | null | undefined): readonly (readonly [string, string])[] {
  return data ? valuesIn(JSON.parse(data), []) : [];
}

function valuesIn(value: unknown, path: readonly string[]): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [[path.join("."), String(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path.join("."), Array.isArray(value) ? "[]" : "{}"]];
  return entries.flatMap(([name, each]) => valuesIn(each, [...path, name]));
}

const nameOf = (people: People, id: UserId): string => plainMarkdown(displayNameOf(people, id));

/** In UTC, to the second. */
const timeText = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;

function shortened(text: string): string {
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, mostCharacters).toWellFormed()}…`;
}
