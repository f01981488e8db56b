import type pg from "pg";
import type { Appended, Expected, Position } from "../port.ts";
import type { PreparedAppend, PreparedEvent } from "../prepared-append.ts";
import { int4Array, textArray, uuidArray } from "./binary-arrays.ts";

export type Verdict =
  /** Repeated: just these events were there already. */
  | { readonly kind: "written" | "repeated"; readonly appended: Appended }
  | { readonly kind: "conflict"; readonly actual: Expected }
  | { readonly kind: "late" };

/** Judges and writes a batch in one round trip, one transaction (migrations/0001_log.sql). */
export async function callAppend(client: pg.Client, batch: readonly PreparedAppend[]): Promise<readonly Verdict[]> {
  const events = nextEvents(batch);
  return (events && (await appendPlain(client, { batch, events }))) ?? appendBatch(client, batch);
}

/** An event with the revision that it comes after, and whether that one is in the batch, too. */
interface NextEvent extends PreparedEvent {
  readonly stream: string;
  readonly expected: number;
  readonly follows: boolean;
}

/** The batch's events where each append goes on where the one before to its stream ends: nearly every batch. Else null. */
function nextEvents(batch: readonly PreparedAppend[]): readonly NextEvent[] | null {
  const ends = new Map<string, number>();
  const events: NextEvent[] = [];
  for (const append of batch) {
    const { stream } = append;
    const end = ends.get(stream);
    let expected = lastOf(append.expected);
    if (end !== undefined && end !== expected) return null;
    for (const event of append.events) {
      events.push({ ...event, stream, expected, follows: end !== undefined || event !== append.events[0] });
      expected += 1;
    }
    ends.set(stream, expected);
  }
  return events;
}

interface PlainBatch {
  readonly batch: readonly PreparedAppend[];
  readonly events: readonly NextEvent[];
}

/** The fast path; null, with nothing written, when an append is not simply the next of its stream. */
async function appendPlain(client: pg.Client, plain: PlainBatch): Promise<readonly Verdict[] | null> {
  const { batch, events } = plain;
  try {
    const before = events.length === 1 ? (await appendOne(client, batch)) - 1n : await appendNext(client, plain);
    let position = before;
    return batch.map(({ expected, events: { length } }) => {
      position += BigInt(length);
      return { kind: "written", appended: appendedAt(lastOf(expected) + length, position, length) };
    });
  } catch (error) {
    if (misfits.has((error as { code?: string }).code)) return null;
    throw error;
  }
}

async function appendOne(client: pg.Client, batch: readonly PreparedAppend[]): Promise<bigint> {
  const [{ stream, expected }, event] = [only(batch), only(only(batch).events)];
  const { rows } = await client.query<[string]>({
    name: "append one",
    text: "select log.append_one($1, $2, $3, $4, $5, $6, $7)",
    values: [stream, lastOf(expected), allowedSeconds(batch), event.id, event.type, event.data, event.metadata],
    rowMode: "array",
  });
  return BigInt(only(rows)[0]);
}

/** @returns the position before the first. */
async function appendNext(client: pg.Client, { batch, events }: PlainBatch): Promise<bigint> {
  const { rows } = await client.query<[string]>({
    name: "append next",
    text: "select log.append_next($1, $2, $3, $4, $5, $6, $7, $8)",
    values: [
      textArray(events.map(({ stream }) => stream)),
      int4Array(events.map(({ expected }) => expected)),
      int4Array(events.map(({ follows }) => (follows ? 1 : 0))),
      allowedSeconds(batch),
      uuidArray(events.map(({ id }) => id)),
      textArray(events.map(({ type }) => type)),
      textArray(events.map(({ data }) => data)),
      textArray(events.map(({ metadata }) => metadata)),
    ],
    rowMode: "array",
  });
  return BigInt(only(rows)[0]);
}

/** The least that any of the batch allows. */
function allowedSeconds(batch: readonly PreparedAppend[]): number {
  return Math.max(0, Math.min(...batch.map(({ deadline }) => deadline)) - performance.now()) / 1_000;
}

const lastOf = (expected: Expected): number => (expected === "none" ? -1 : expected);

function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`There must be one, not ${items.length}.`);
  return item;
}

/** Raised by the fast paths; a unique violation is an event id, or a revision, that is in the log already. */
const misfits = new Set<string | undefined>(["VB001", "23505"]);

async function appendBatch(client: pg.Client, batch: readonly PreparedAppend[]): Promise<readonly Verdict[]> {
  const { rows } = await client.query<[string, number[], string[]]>({
    name: "append",
    text: `select verdicts, revisions, positions from log.append($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: parametersOf(batch),
    rowMode: "array",
  });
  const [verdicts = "", revisions = [], positions = []] = rows[0] ?? [];
  if (verdicts.length !== batch.length) throw new Error("log.append gave fewer verdicts than there were appends.");
  return batch.map(({ events }, index) => {
    const revision = revisions[index] ?? -1;
    const appended = appendedAt(revision, BigInt(positions[index] ?? 0), events.length);
    if (verdicts[index] === "w") return { kind: "written", appended };
    if (verdicts[index] === "r") return { kind: "repeated", appended };
    if (verdicts[index] === "c") return { kind: "conflict", actual: revision === -1 ? "none" : revision };
    return { kind: "late" };
  });
}

function parametersOf(batch: readonly PreparedAppend[]): Buffer[] {
  const numbers = new Map<string, number>();
  for (const { stream } of batch) if (!numbers.has(stream)) numbers.set(stream, numbers.size + 1);
  const events: readonly PreparedEvent[] = batch.flatMap((append) => append.events);
  const now = performance.now();
  return [
    textArray([...numbers.keys()]),
    int4Array(batch.map(({ stream }) => numbers.get(stream) ?? 0)),
    int4Array(batch.map(({ expected }) => lastOf(expected))),
    int4Array(batch.map((append) => append.events.length)),
    int4Array(batch.map(({ deadline }) => Math.max(0, Math.floor(deadline - now)))),
    uuidArray(events.map(({ id }) => id)),
    textArray(events.map(({ type }) => type)),
    textArray(events.map(({ data }) => data)),
    textArray(events.map(({ metadata }) => metadata)),
  ];
}

/** One append's events stand side by side in the log. */
function appendedAt(revision: number, position: Position, count: number): Appended {
  const positions = Array.from({ length: count }, (_, index) => position - BigInt(count - 1 - index));
  return { revision, position, positions };
}
