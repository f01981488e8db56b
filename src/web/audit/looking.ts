import { signal } from "@preact/signals";
import { getPerson } from "../api/accounts.ts";
import { getEvents, getState, type AuditEvent } from "../api/audit.ts";
import { change } from "../store/store.ts";
import { recordingOf, type Recording } from "./recording.ts";

/** Why somebody looks; empty until they said so. It is kept nowhere: whoever comes again says it again. */
export const reason = signal("");

export interface Named {
  readonly username: string | null;
  readonly displayName: string | null;
}

export interface Loaded {
  readonly recording: Recording;
  /** Of events that there are, also those that are too many to be held here. */
  readonly total: number;
  readonly title: string | null;
  readonly people: ReadonlyMap<string, Named>;
}

/** More than so many are not held in a browser. */
export const mostEvents = 20_000;

/** All events of a conversation, page by page; whoever is named in them, too. */
export async function load(id: string, onProgress: (share: number) => void): Promise<Loaded> {
  const why = reason.peek();
  const state = await getState(why, id);
  const events: AuditEvent[] = [];
  let total = 0;
  for (let cursor: string | undefined; ;) {
    const page = await getEvents(why, id, cursor);
    events.push(...page.events);
    total = page.total;
    onProgress(page.total === 0 ? 1 : events.length / page.total);
    if (page.next_cursor === null || events.length >= mostEvents) break;
    cursor = page.next_cursor;
  }
  const people = new Map<string, Named>();
  for (const { user_id, display_name } of state.members)
    people.set(user_id, { username: null, displayName: display_name });
  for (const { actor_id, actor_display_name: displayName } of events)
    people.set(actor_id, { username: null, displayName });
  await lookUp(events, people);
  return { recording: recordingOf(id, events), total, title: state.name, people };
}

const namingFields = ["userId", "userIds", "from", "to"];
const mostAsked = 50;

/** Usernames of all, and names of those who did nothing themselves: they were added, removed or banned by others. */
async function lookUp(events: readonly AuditEvent[], people: Map<string, Named>): Promise<void> {
  const named = events.flatMap(({ data }) => namingFields.flatMap((field) => idsIn(data[field])));
  const asked = [...new Set([...named, ...people.keys()])].slice(0, mostAsked);
  // Whoever cannot be found keeps the name that the server told beside what they did.
  const found = await Promise.allSettled(asked.map(getPerson));
  const known = found.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  for (const { id, username, display_name: displayName } of known) people.set(id, { username, displayName });
  change({ kind: "people", people: known });
}

function idsIn(value: unknown): readonly string[] {
  return [value].flat().filter((each) => typeof each === "string" && /^[0-9a-f-]{36}$/.test(each)) as string[];
}
