import type pg from "pg";
import type { Appended, Expected } from "../port.ts";
import type { PreparedAppend, PreparedEvent } from "../prepared-append.ts";
import { int4Array, textArray, uuidArray } from "./binary-arrays.ts";

const uniqueViolation = "23505";

export type Verdict =
  | { readonly kind: "written"; readonly appended: Appended }
  | { readonly kind: "conflict"; readonly actual: Expected }
  | { readonly kind: "late" };

/** Judges and writes a batch in one round trip, one transaction (migrations/0001_log.sql). */
export async function callAppend(client: pg.Client, batch: readonly PreparedAppend[]): Promise<readonly Verdict[]> {
  const [append] = batch;
  if (append && batch.length === 1 && append.events.length === 1) {
    const appended = await appendOne(client, append);
    if (appended) return [{ kind: "written", appended }];
  }
  return appendBatch(client, batch);
}

/** The fast path of a single event; null when it was not simply the next one of its stream. */
async function appendOne(
  client: pg.Client,
  { stream, expected, events, deadline }: PreparedAppend,
): Promise<Appended | null> {
  const [event] = events;
  if (!event) return null;
  const last = expected === "none" ? -1 : expected;
  const seconds = Math.max(0, deadline - performance.now()) / 1_000;
  try {
    const { rows } = await client.query<[string | null]>({
      name: "append one",
      text: "select log.append_one($1, $2, $3, $4, $5, $6, $7)",
      values: [stream, last, seconds, event.id, event.type, event.data, event.metadata],
      rowMode: "array",
    });
    const position = rows[0]?.[0];
    return position ? { revision: last + 1, position: BigInt(position) } : null;
  } catch (error) {
    if ((error as { code?: string }).code === uniqueViolation) return null;
    throw error;
  }
}

async function appendBatch(client: pg.Client, batch: readonly PreparedAppend[]): Promise<readonly Verdict[]> {
  const { rows } = await client.query<[string, number[], string[]]>({
    name: "append",
    text: `select verdicts, revisions, positions from log.append($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: parametersOf(batch),
    rowMode: "array",
  });
  const [verdicts = "", revisions = [], positions = []] = rows[0] ?? [];
  if (verdicts.length !== batch.length) throw new Error("log.append gave fewer verdicts than there were appends.");
  return batch.map((_, index) => verdictOf(verdicts[index], revisions[index] ?? -1, positions[index] ?? "0"));
}

function parametersOf(batch: readonly PreparedAppend[]): Buffer[] {
  const numbers = new Map<string, number>();
  for (const { stream } of batch) if (!numbers.has(stream)) numbers.set(stream, numbers.size + 1);
  const events: readonly PreparedEvent[] = batch.flatMap((append) => append.events);
  const now = performance.now();
  return [
    textArray([...numbers.keys()]),
    int4Array(batch.map(({ stream }) => numbers.get(stream) ?? 0)),
    int4Array(batch.map(({ expected }) => (expected === "none" ? -1 : expected))),
    int4Array(batch.map((append) => append.events.length)),
    int4Array(batch.map(({ deadline }) => Math.max(0, Math.floor(deadline - now)))),
    uuidArray(events.map(({ id }) => id)),
    textArray(events.map(({ type }) => type)),
    textArray(events.map(({ data }) => data)),
    textArray(events.map(({ metadata }) => metadata)),
  ];
}

function verdictOf(letter: string | undefined, revision: number, position: string): Verdict {
  if (letter === "w") return { kind: "written", appended: { revision, position: BigInt(position) } };
  if (letter === "c") return { kind: "conflict", actual: revision === -1 ? "none" : revision };
  return { kind: "late" };
}
