import type { PoolClient } from "pg";
import type { LineEvent } from "../../../domain/conversation/events.ts";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import { rowSet } from "../../row-set.ts";
import { storableJson } from "../../storable.ts";
import type { HeadRow } from "./head-row.ts";
import { schema } from "./tables.ts";

const table = `${schema}.conversations`;

const head = rowSet<HeadRow>({
  id: ["text", (row) => row.id],
  kind: ["text", (row) => row.kind],
  visibility: ["text", (row) => row.visibility],
  name: ["text", (row) => row.name],
  name_folded: ["text", (row) => row.nameFolded],
  description: ["text", (row) => row.description],
  // As text: an array of arrays would have to be a rectangle.
  owner_ids: ["text", (row) => `{${row.ownerIds.join(",")}}`],
  member_count: ["int", (row) => row.memberCount],
  created_by: ["text", (row) => row.createdBy],
  created_at: ["timestamptz", (row) => row.createdAt],
  active_at: ["timestamptz", (row) => row.activeAt],
  last_sequence: ["int", (row) => row.lastSequence],
  last_revision: ["int", ({ lastLine }) => lastLine && lastLine.revision],
  last_position: ["bigint", ({ lastLine }) => lastLine && lastLine.position],
  last_actor_id: ["text", ({ lastLine }) => lastLine && lastLine.actorId],
  last_type: ["text", ({ lastLine }) => lastLine && lastLine.type],
  last_data: ["jsonb", ({ lastLine }) => lastLine && storableJson(lastLine.data)],
  last_at: ["timestamptz", ({ lastLine }) => lastLine && lastLine.at],
});

/** What stays as it was when a conversation was started. */
const constant = ["id", "kind", "visibility", "created_by", "created_at"];

export async function writeHeads(client: PoolClient, rows: readonly HeadRow[]): Promise<void> {
  if (rows.length === 0) return;
  const selected = head.names.replace("owner_ids", "owner_ids::text[]");
  const changing = head.names.split(", ").filter((name) => !constant.includes(name));
  await client.query({
    name: `${schema} heads`,
    text: `insert into ${table} (${head.names}) select ${selected} from ${head.unnested}
      on conflict (id) do update set ${changing.map((name) => `${name} = excluded.${name}`).join(", ")}`,
    values: head.values(rows),
  });
  await writePublicRooms(
    client,
    rows.filter(({ visibility }) => visibility === "public"),
  );
}

const room = rowSet<HeadRow>({
  id: ["text", (row) => row.id],
  active_at: ["timestamptz", (row) => row.activeAt],
});

async function writePublicRooms(client: PoolClient, rows: readonly HeadRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} public rooms`,
    text: `insert into ${schema}.public_rooms (${room.names}) select ${room.names} from ${room.unnested}
      on conflict (id) do update set active_at = excluded.active_at`,
    values: room.values(rows),
  });
}

export async function removeHeads(client: PoolClient, ids: readonly ConversationId[]): Promise<void> {
  if (ids.length === 0) return;
  for (const each of [table, `${schema}.public_rooms`])
    await client.query(`delete from ${each} where id = any ($1::text[])`, [ids]);
}

interface Stored {
  readonly id: ConversationId;
  readonly kind: HeadRow["kind"];
  readonly visibility: HeadRow["visibility"];
  readonly name: string | null;
  readonly name_folded: string | null;
  readonly description: string | null;
  readonly owner_ids: UserId[];
  readonly member_count: number;
  readonly created_by: UserId;
  readonly created_at: Date;
  readonly active_at: Date;
  readonly last_sequence: number;
  readonly last_revision: number | null;
  readonly last_position: string;
  readonly last_actor_id: UserId;
  readonly last_type: LineEvent["type"];
  readonly last_data: object;
  readonly last_at: Date;
}

export async function readHeads(
  client: PoolClient,
  ids: readonly ConversationId[],
): Promise<Map<ConversationId, HeadRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<Stored>({
    name: `${schema} stored`,
    text: `select ${head.names} from ${table} where id = any ($1::text[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, headRow(row)]));
}

function headRow(row: Stored): HeadRow {
  const { id, kind, visibility, name, description } = row;
  return {
    id,
    kind,
    visibility,
    name,
    nameFolded: row.name_folded,
    description,
    ownerIds: row.owner_ids,
    memberCount: row.member_count,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    activeAt: row.active_at.toISOString(),
    lastSequence: row.last_sequence,
    lastLine:
      row.last_revision === null
        ? null
        : {
            revision: row.last_revision,
            position: BigInt(row.last_position),
            actorId: row.last_actor_id,
            type: row.last_type,
            data: row.last_data,
            at: row.last_at.toISOString(),
          },
  };
}
