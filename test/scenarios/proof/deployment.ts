import { randomBytes } from "node:crypto";
import pg from "pg";
import { disclosedOf, type DisclosedFields } from "../../../src/event-store/codec/disclosed.ts";
import type { Keys } from "../../../src/event-store/codec/event-type.ts";
import { SealBroken } from "../../../src/event-store/codec/seal.ts";
import { KeyTable } from "../../../src/event-store/keys/key-table.ts";
import { MasterKey } from "../../../src/event-store/keys/master-key.ts";
import type { JsonObject, RecordedEvent } from "../../../src/event-store/port.ts";
import { made, Person } from "../../support/api-client.ts";
import type { Exportable } from "../../support/proof/export-text.ts";

export const secretKey = randomBytes(32).toString("hex");

/** A statement of SQL with what it is given. */
export type Statement = readonly [text: string, values?: readonly unknown[]];

/** What was said: Lunch before the auditor kept a checkpoint, Work before and after. */
export interface Talk {
  readonly lunch: string;
  readonly work: string;
  readonly mallory: string;
  /** Ids, as what they are called in sentences. */
  readonly names: ReadonlyMap<string, string>;
  /** How many events the log had when the checkpoint was kept. */
  readonly keptSize: number;
}

export async function talk(url: string, databaseUrl: string): Promise<Talk> {
  const ada = await Person.register(url, "ada");
  const mallory = await Person.register(url, "mallory");
  const fields = { kind: "group", member_ids: [mallory.id] };
  const lunch = (await ada.start({ ...fields, name: "Lunch" })).id;
  const work = (await ada.start({ ...fields, name: "Work" })).id;
  await ada.send(work, "The pump leaks.");
  const soup = await ada.send(lunch, "Soup?");
  const said = await mallory.send(lunch, "I will pay for all of us.");
  await ada.send(lunch, "Thank you!");
  made(await mallory.patch(`/api/messages/${said.id}`, { content: "I will pay for myself." }));
  made(await mallory.post(`/api/messages/${soup.id}/reactions`, { emoji: "👍" }));
  await mallory.send(lunch, "At noon.");
  const keptSize = (await storedEvents(databaseUrl)).length;
  for (const content of ["Which one?", "The second.", "I see.", "It is mended."]) await mallory.send(work, content);
  const people = [ada, mallory].map(({ id, user }) => [id, user.display_name] as const);
  return { lunch, work, mallory: mallory.id, keptSize, names: new Map([[lunch, "Lunch"], [work, "Work"], ...people]) };
}

/** The table of events after these statements, by somebody who may do anything to it; then all is as it was. */
export async function storedEvents(databaseUrl: string, tampering: readonly Statement[] = []): Promise<Exportable[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica"); // the triggers that refuse a change are off
    for (const [text, values = []] of tampering) await client.query(text, [...values]);
    const { rows } = await client.query<Row>(
      "select position, stream, revision, event_id as id, type, data, metadata from log.events order by position",
    );
    await client.query("rollback");
    return rows.map(({ position, data, metadata, ...row }) => ({
      ...row,
      position: BigInt(position),
      data: JSON.parse(data) as JsonObject,
      metadata: JSON.parse(metadata) as JsonObject,
    }));
  } finally {
    await client.end();
  }
}

interface Row {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** The events with their words, as far as these still open. */
export async function withWords(databaseUrl: string, events: readonly Exportable[]): Promise<Exportable[]> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const table = new KeyTable(pool, new MasterKey(Buffer.from(secretKey, "hex")));
  const keys: Keys = {
    forSealing: () => Promise.reject(new Error("Nothing is sealed here.")),
    forget: () => undefined,
    forOpening: async (ids) => new Map((await table.byIds([...ids])).map((key) => [key.id, key])),
  };
  try {
    const opened: Exportable[] = [];
    for (const event of events) opened.push({ ...event, opened: await wordsOf({ ...event, kind: "event" }, keys) });
    return opened;
  } finally {
    await pool.end();
  }
}

async function wordsOf(event: RecordedEvent, keys: Keys): Promise<DisclosedFields> {
  try {
    return (await disclosedOf([event], keys))[0] ?? {};
  } catch (error) {
    if (error instanceof SealBroken) return {};
    throw error;
  }
}
