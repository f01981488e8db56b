import type { PoolClient } from "pg";
import type { Incident, LineEvent } from "../../../domain/conversation/events.ts";
import type { Deletion } from "../../../domain/conversation/line.ts";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import { rowSet } from "../../row-set.ts";
import { storableJson } from "../../storable.ts";
import type { HeadRow } from "./head-row.ts";
import { schema } from "./tables.ts";

const table = "conversations";

const head = rowSet<HeadRow>({
  id: ["text", (row) => row.id],
  kind: ["text", (row) => row.kind],
  visibility: ["text", (row) => row.visibility],
  history_visibility: ["text", (row) => row.historyVisibility],
  incident_status: ["text", ({ incident }) => incident && incident.status],
  incident_severity: ["text", ({ incident }) => incident && incident.severity],
  incident_lots: ["text", ({ incident }) => incident && arrayText(incident.lots)],
  name: ["text", (row) => row.name],
  name_folded: ["text", (row) => row.nameFolded],
  description: ["text", (row) => row.description],
  // As text: an array of arrays would have to be a rectangle.
  owner_ids: ["text", (row) => `{${row.ownerIds.join(",")}}`],
  member_count: ["int", (row) => row.memberCount],
  left_position: ["bigint", (row) => row.leftPosition],
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
  last_edited_at: ["timestamptz", ({ lastLine }) => lastLine && lastLine.editedAt],
  last_deleted_at: ["timestamptz", ({ lastLine }) => lastLine?.deleted?.at ?? null],
  last_deleted_by: ["text", ({ lastLine }) => lastLine?.deleted?.by ?? null],
});

/** What stays as it was when a conversation was started. */
const constant = ["id", "kind", "history_visibility", "created_by", "created_at"];

export async function writeHeads(client: PoolClient, rows: readonly HeadRow[]): Promise<void> {
  if (rows.length === 0) return;
  const selected = head.names
    .replace("owner_ids", "owner_ids::text[]")
    .replace("incident_lots", "incident_lots::text[]");
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
  await removePublicRooms(
    client,
    rows.filter(({ kind, visibility }) => kind === "room" && visibility === "private"),
  );
}

/** As PostgreSQL reads an array, whatever is in the texts. */
function arrayText(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(",")}}`;
}

const room = rowSet<HeadRow>({
  id: ["text", (row) => row.id],
  active_at: ["timestamptz", (row) => row.activeAt],
});

async function writePublicRooms(client: PoolClient, rows: readonly HeadRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} public rooms`,
    text: `insert into public_rooms (${room.names}) select ${room.names} from ${room.unnested}
      on conflict (id) do update set active_at = excluded.active_at`,
    values: room.values(rows),
  });
}

async function removePublicRooms(client: PoolClient, rows: readonly HeadRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(`delete from public_rooms where id = any ($1::text[])`, [rows.map(({ id }) => id)]);
}

export async function removeHeads(client: PoolClient, ids: readonly ConversationId[]): Promise<void> {
  if (ids.length === 0) return;
  for (const each of [table, "public_rooms"])
    await client.query(`delete from ${each} where id = any ($1::text[])`, [ids]);
}

interface Stored {
  readonly id: ConversationId;
  readonly kind: HeadRow["kind"];
  readonly visibility: HeadRow["visibility"];
  readonly history_visibility: HeadRow["historyVisibility"];
  readonly incident_status: Incident["status"] | null;
  readonly incident_severity: Incident["severity"] | null;
  readonly incident_lots: string[] | null;
  readonly name: string | null;
  readonly name_folded: string | null;
  readonly description: string | null;
  readonly owner_ids: UserId[];
  readonly member_count: number;
  readonly left_position: string | null;
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
  readonly last_edited_at: Date | null;
  readonly last_deleted_at: Date | null;
  readonly last_deleted_by: UserId | null;
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
    historyVisibility: row.history_visibility,
    incident: incidentIn(row),
    name,
    nameFolded: row.name_folded,
    description,
    ownerIds: row.owner_ids,
    memberCount: row.member_count,
    leftPosition: row.left_position === null ? null : BigInt(row.left_position),
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
            editedAt: row.last_edited_at?.toISOString() ?? null,
            deleted: deletionOf(row),
          },
  };
}

function deletionOf({ last_deleted_at: at, last_deleted_by: by }: Stored): Deletion | null {
  return at !== null && by !== null ? { by, at: at.toISOString() } : null;
}

function incidentIn({
  incident_status: status,
  incident_severity: severity,
  incident_lots: lots,
}: Stored): Incident | null {
  return status && severity && lots ? { status, severity, lots } : null;
}
