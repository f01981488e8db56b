import { timeFrom } from "../../domain/time.ts";
import { storableText } from "../storable.ts";
import { phraseOf, termOf, type Term } from "./terms.ts";

export const havings = ["file", "link", "data"] as const;
export type Having = (typeof havings)[number];

/** What somebody typed, understood. */
export interface SearchQuery {
  /** All of them have to be found. */
  readonly terms: readonly Term[];
  /** People, as they were called; any of them. */
  readonly from: readonly string[];
  /** Conversations, as they were called; any of them. */
  readonly in: readonly string[];
  readonly has: readonly Having[];
  /** From then on, and up to then without it. ISO 8601; null: whenever. */
  readonly since: string | null;
  readonly until: string | null;
}

/** More are not looked for: of words, of people and of conversations each. */
const most = 20;
const dayMs = 86_400_000;

const part = /(?:(?<operator>from|in|has|before|after):)?(?:"(?<phrase>[^"]*)"|(?<word>[^\s"]+))/giu;
const quotes = /[“”„‟«»＂]/gu;

interface Builder {
  readonly terms: (Term | null)[];
  readonly from: string[];
  readonly in: string[];
  readonly has: Having[];
  readonly since: string[];
  readonly until: string[];
}

/** Any text is a query. What looks like an operator and makes no sense as one is looked for as it stands. */
export function parseQuery(text: string): SearchQuery {
  const built: Builder = { terms: [], from: [], in: [], has: [], since: [], until: [] };
  for (const { 0: typed, groups = {} } of storableText(text).replaceAll(quotes, '"').matchAll(part)) {
    const { operator, phrase, word } = groups;
    if (operator !== undefined && take(built, operator.toLowerCase(), phrase ?? word ?? "")) continue;
    if (operator === undefined && phrase !== undefined) built.terms.push(phraseOf(phrase));
    else built.terms.push(termOf(typed));
  }
  return {
    terms: built.terms.filter((term) => term !== null).slice(0, most),
    from: [...new Set(built.from)].slice(0, most),
    in: [...new Set(built.in)].slice(0, most),
    has: built.has,
    since: built.since.toSorted().at(-1) ?? null,
    until: built.until.toSorted()[0] ?? null,
  };
}

/** @returns whether it is one. */
function take(built: Builder, operator: string, value: string): boolean {
  const taken = valueOf(operator, value);
  if (taken === null) return false;
  taken(built);
  return true;
}

function valueOf(operator: string, value: string): ((built: Builder) => unknown) | null {
  if (value.trim() === "") return null;
  const [having, since, until] = [havings.find((each) => each === value.toLowerCase()), endOf(value), startOf(value)];
  switch (operator) {
    case "from":
      return (built) => built.from.push(value);
    case "in":
      return (built) => built.in.push(value);
    case "has":
      return having === undefined ? null : (built) => built.has.push(having);
    case "after":
      return since === null ? null : (built) => built.since.push(since);
    default:
      return until === null ? null : (built) => built.until.push(until);
  }
}

/** Of a day (UTC) its first moment, of a time itself; null for what is neither. */
export function startOf(text: string): string | null {
  if (!isDay(text)) return timeFrom(text.toUpperCase());
  const start = timeFrom(`${text}T00:00:00Z`);
  return start?.startsWith(text) ? start : null; // the 30th of February is no day
}

/** Of a day (UTC) the first moment that is none of it any more, of a time the next millisecond. */
export function endOf(text: string): string | null {
  const start = startOf(text);
  return start === null ? null : timeFrom(new Date(Date.parse(start) + (isDay(text) ? dayMs : 1)).toISOString());
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);
