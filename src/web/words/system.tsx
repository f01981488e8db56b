import type { ComponentChildren } from "preact";
import { nameOf } from "../store/names.ts";
import type { LastMessage, Message } from "../wire/shapes.ts";
import type { Key } from "./en.ts";
import { localeNow, rich, t } from "./words.ts";

type Values = Readonly<Record<string, string>>;

interface Sentence {
  readonly key: Key;
  readonly values: Values;
}

/** What happened, in the reader's language; what is not known here is said as the server says it. */
export function systemLine({ data, content }: Pick<Message, "data" | "content">): ComponentChildren {
  const sentence = data ? sentenceOf(data) : null;
  if (!sentence) return content;
  return rich(sentence.key, { ...sentence.values, b: (words) => <strong>{words}</strong> });
}

export function systemWords({ data, content }: Message): string {
  const sentence = data ? sentenceOf(data) : null;
  return sentence
    ? t(sentence.key, { ...sentence.values, b: (words: readonly string[]) => words.join("") } as never)
    : content;
}

const happenings: ReadonlySet<string | null> = new Set([
  "added",
  "joined",
  "left",
  "removed",
  "banned",
  "renamed",
  "visibility_changed",
  "status_changed",
  "ownership",
  "pinned",
]);

/** In the list there is less to say it with; the server's own sentence says more, and is English. */
export function systemText({ event, preview, sender_id, sender_display_name }: LastMessage): string {
  if (localeNow() === "en" || event === null || !happenings.has(event)) return preview;
  return t("list.happened", { event, name: nameOf(sender_id, sender_display_name) });
}

function sentenceOf(data: Readonly<Record<string, unknown>>): Sentence | null {
  const who = named(data["user_id"]);
  const by = named(data["by"]);
  switch (data["event"]) {
    case "added":
      return { key: "system.added", values: { by, names: listed(data["user_ids"]) } };
    case "joined":
      return { key: "system.joined", values: { who } };
    case "left":
      return { key: "system.left", values: { who } };
    case "removed":
      return { key: "system.removed", values: { by, who } };
    case "banned":
      return { key: "system.banned", values: { by, who } };
    case "ownership":
      return { key: "system.ownership", values: { by, who } };
    case "pinned":
      return { key: "system.pinned", values: { by } };
    case "visibility_changed":
      return { key: "system.visibility", values: { by, visibility: text(data["visibility"]) } };
    case "status_changed":
      return typeof data["status"] === "string"
        ? { key: "system.status", values: { by, status: data["status"] } }
        : { key: "system.incident", values: { by } };
    case "renamed":
      return renamed(by, data["name"]);
    default:
      return null;
  }
}

function renamed(by: string, name: unknown): Sentence {
  if (name === undefined) return { key: "system.described", values: { by } };
  return name === ""
    ? { key: "system.unnamed", values: { by } }
    : { key: "system.renamed", values: { by, name: text(name) } };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function named(id: unknown): string {
  return typeof id === "string" ? nameOf(id, id) : "";
}

const shownNames = 4;

function listed(ids: unknown): string {
  const names = Array.isArray(ids) ? ids.map(named) : [];
  const more = names.length - shownNames;
  return names.slice(0, shownNames).join(", ") + (more > 0 ? ` +${more}` : "");
}
