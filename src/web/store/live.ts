import { batch, effect, signal } from "@preact/signals";
import { getMe, getPerson, getPresence } from "../api/accounts.ts";
import { getConversation, listConversations, markDelivered } from "../api/conversations.ts";
import { ApiProblem, isProblem } from "../api/problem.ts";
import { SharedStream } from "../stream/shared-stream.ts";
import type { Heard, Link } from "../stream/heard.ts";
import type { Told } from "../wire/told.ts";
import { report } from "./report.ts";
import { measureDrawing, restMs } from "./rest.ts";
import { change, outbox, stale, state } from "./store.ts";
import { inFull, isWithheld } from "./withheld.ts";

/** How it is between here and the server. */
export interface Connection {
  readonly link: Link;
  /** Since when it is not live, in milliseconds since 1970; null while it is. */
  readonly lostSince: number | null;
  /** Whether it was ever live: until then this is the first connecting. */
  readonly wasLive: boolean;
}

export const connection = signal<Connection>({ link: { state: "connecting" }, lostSince: null, wasLive: false });
/** True when the session has ended: somebody has to log in again. */
export const hasSessionEnded = signal(false);
/** Counts how often everything was forgotten, so that open screens load afresh. */
export const resets = signal(0);

const pageSize = 50;
let stream: SharedStream | null = null;

/** Loads the list, then goes on by the stream from just there, so that nothing is missed between. */
export async function goLive(userId: string): Promise<void> {
  const opened = new SharedStream({ userId, hear });
  stream = opened;
  const standing = await opened.standing();
  const { body, position } = await listConversations({ limit: pageSize, min_position: standing ?? undefined });
  change({ kind: "listed", conversations: body.conversations, cursor: body.next_cursor, isFirst: true });
  opened.startFrom(position);
  watchStale();
  window.addEventListener("online", tryNow);
  window.addEventListener("offline", lose);
  void learnPresence();
}

export function goQuiet(): void {
  stream?.close();
  stream = null;
  window.removeEventListener("online", tryNow);
  window.removeEventListener("offline", lose);
}

function lose(): void {
  stream?.lose();
}

/** The newest that the stream told, as a position; undefined where it told nothing yet. */
export function heardUpTo(): string | undefined {
  return stream?.heardUpTo ?? undefined;
}

export function tryNow(): void {
  stream?.tryNow();
}

export async function loadMoreOfList(): Promise<void> {
  const { cursor } = state.value.list;
  if (cursor === null) return;
  const { body } = await listConversations({ limit: pageSize, cursor });
  change({ kind: "listed", conversations: body.conversations, cursor: body.next_cursor, isFirst: false });
}

/** A person whom nothing told of yet. */
export async function learnPerson(id: string): Promise<void> {
  if (state.peek().people.has(id)) return;
  change({ kind: "people", people: [await getPerson(id)] });
}

type Listener = (told: Told) => void;
const listeners = new Set<Listener>();

/** Hands on what the stream tells beside the state, after it has changed that and before it is drawn. @returns what ends it */
export function onTold(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether this tab is the one of all tabs that holds the stream. */
export function isLeading(): boolean {
  return stream?.leads ?? false;
}

function hear(heard: Heard): void {
  if (heard.kind === "told") return take(heard.told);
  takeNow();
  if (heard.kind === "link") return linked(heard.link);
  void loadAfresh().catch(report);
}

let gathered: Told[] = [];
let gathering: ReturnType<typeof setTimeout> | undefined;
let takenAt = 0;

/** What is told within a moment is shown together: the first at once, then what comes while the page has its rest. */
function take(told: Told): void {
  gathered.push(told);
  gathering ??= setTimeout(takeNow, Math.max(0, takenAt + restMs() - performance.now()));
}

function takeNow(): void {
  clearTimeout(gathering);
  gathering = undefined;
  takenAt = performance.now();
  measureDrawing();
  const all = gathered;
  gathered = [];
  batch(() => {
    for (const told of all) change({ kind: "told", told, at: Date.now() });
    for (const told of all) for (const each of listeners) each(told);
  });
  for (const told of all) {
    if (told.event === "new_message") delivered(told.conversation_id, told.message.sequence);
    if (isWithheld(told)) void takeInFull(told).catch(report);
  }
}

async function takeInFull(told: Parameters<typeof inFull>[0]): Promise<void> {
  change({ kind: "told", told: await inFull(told), at: Date.now() });
}

function linked(link: Link): void {
  const { lostSince, wasLive } = connection.peek();
  const isLive = link.state === "live";
  connection.value = { link, wasLive: wasLive || isLive, lostSince: isLive ? null : (lostSince ?? Date.now()) };
  if (isLive) outbox.resume();
  if (link.state === "lost") void askWhetherLoggedIn();
}

/** A stream that fails does not say why. */
async function askWhetherLoggedIn(): Promise<void> {
  try {
    await getMe();
  } catch (error) {
    if (isProblem(error, "unauthenticated")) hasSessionEnded.value = true;
    else if (!(error instanceof ApiProblem)) throw error;
  }
}

async function loadAfresh(): Promise<void> {
  const { body } = await listConversations({ limit: pageSize });
  change({ kind: "reset" });
  change({ kind: "listed", conversations: body.conversations, cursor: body.next_cursor, isFirst: true });
  resets.value += 1;
  void learnPresence();
}

let isWatching = false;

/** Heads that the stream could not tell in full are asked for again, one after the other. */
function watchStale(): void {
  if (isWatching) return;
  isWatching = true;
  let isAsking = false;
  effect(() => {
    const [id] = stale.value;
    if (id === undefined || isAsking) return;
    isAsking = true;
    void askAgain(id).finally(() => {
      isAsking = false;
      // Looks for the next one.
      if (state.peek().stale.size > 0) state.value = { ...state.peek(), stale: new Set(state.peek().stale) };
    });
  });
}

async function askAgain(id: string): Promise<void> {
  try {
    const { members, ...conversation } = await getConversation(id, { min_position: heardUpTo() });
    change({ kind: "conversation", conversation });
    change({ kind: "members", conversationId: id, members });
  } catch (error) {
    if (isProblem(error, "not_found")) change({ kind: "gone", conversationId: id });
    else if (!(error instanceof ApiProblem)) throw error;
    else await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

const shownPeople = 50;

/** Of those whom one writes with directly: the list shows who is there. */
async function learnPresence(): Promise<void> {
  const { conversations, me } = state.peek();
  const others = [...conversations.values()]
    .filter(({ kind }) => kind === "direct")
    .flatMap(({ members_preview }) => members_preview.filter(({ id }) => id !== me?.id).map(({ id }) => id));
  const ids = [...new Set(others)].slice(0, shownPeople);
  if (ids.length === 0) return;
  await getPresence(ids).then((presence) => change({ kind: "presence", presence }), report);
}

const deliverEveryMs = 2_000;
const toDeliver = new Map<string, number>();
let delivering: ReturnType<typeof setTimeout> | undefined;

/** That it has arrived here is told for many lines at once, by the tab that leads. */
function delivered(conversationId: string, sequence: number): void {
  if (!stream?.leads) return;
  toDeliver.set(conversationId, sequence);
  delivering ??= setTimeout(() => {
    delivering = undefined;
    const told = [...toDeliver];
    toDeliver.clear();
    for (const [id, upTo] of told) void markDelivered(id, upTo).catch(report);
  }, deliverEveryMs);
}
