import type { ClientBase, Pool } from "pg";
import type { Position } from "../event-store/port.ts";
import type { Tile } from "./growing-tree.ts";
import { nameOf, type TileName } from "./tile.ts";

/** A pool, or a transaction. */
export type Database = Pick<ClientBase, "query"> | Pick<Pool, "query">;

/** The stored tiles of these names, by name; one that is not there is missing. */
export async function readTiles(db: Database, names: readonly TileName[]): Promise<ReadonlyMap<string, Buffer>> {
  if (names.length === 0) return new Map();
  const { rows } = await db.query<{ level: number; number: string; hashes: Buffer }>({
    name: "read tiles",
    text: `select t.level, t.number, t.hashes
      from unnest($1::smallint[], $2::bigint[]) as asked (level, number) join proof.tiles t using (level, number)`,
    values: [names.map(({ level }) => level), names.map(({ number }) => number)],
  });
  return new Map(rows.map(({ level, number, hashes }) => [nameOf({ level, number: Number(number) }), hashes]));
}

/** A tile that is there already has grown. */
export async function writeTiles(db: Database, tiles: readonly Tile[]): Promise<void> {
  if (tiles.length === 0) return;
  await db.query({
    name: "write tiles",
    text: `insert into proof.tiles (level, number, hashes) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
      on conflict (level, number) do update set hashes = excluded.hashes`,
    values: [tiles.map(({ level }) => level), tiles.map(({ number }) => number), tiles.map(({ hashes }) => hashes)],
  });
}

const positionBytes = 8;
const tileWidth = 256;

/** Notes where in the log the events from index `first` on are. */
export async function writePositions(db: Database, first: number, positions: readonly Position[]): Promise<void> {
  if (positions.length === 0) return;
  const number = Math.floor(first / tileWidth);
  const { rows } = await db.query<{ positions: Buffer }>("select positions from proof.positions where number = $1", [
    number,
  ]);
  const before = rows[0]?.positions.subarray(0, (first % tileWidth) * positionBytes) ?? Buffer.alloc(0);
  const all = Buffer.concat([before, bytesOf(positions)]);
  const size = tileWidth * positionBytes;
  const tiles = Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.subarray(n * size, (n + 1) * size));
  await db.query({
    name: "write positions",
    text: `insert into proof.positions (number, first_position, positions)
      select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])
      on conflict (number) do update set first_position = excluded.first_position, positions = excluded.positions`,
    values: [tiles.map((_, n) => number + n), tiles.map((tile) => String(tile.readBigInt64BE(0))), tiles],
  });
}

/** The index of the event at each position; null where none is noted. */
export async function readIndexes(db: Database, positions: readonly Position[]): Promise<(number | null)[]> {
  const { rows } = await db.query<{ number: string | null; positions: Buffer | null }>({
    name: "read indexes",
    text: `select p.number, p.positions from unnest($1::bigint[]) with ordinality as asked (position, nth)
      left join lateral (
        select number, positions from proof.positions where first_position <= asked.position
        order by first_position desc limit 1
      ) p on true
      order by asked.nth`,
    values: [positions.map(String)],
  });
  return rows.map(({ number, positions: noted }, nth) => {
    const position = positions[nth];
    if (number === null || !noted || position === undefined) return null;
    const at = offsetIn(noted, position);
    return at === null ? null : Number(number) * tileWidth + at;
  });
}

function bytesOf(positions: readonly Position[]): Buffer {
  const bytes = Buffer.allocUnsafe(positions.length * positionBytes);
  for (const [n, position] of positions.entries()) bytes.writeBigInt64BE(position, n * positionBytes);
  return bytes;
}

/** Positions rise. */
function offsetIn(noted: Buffer, position: Position): number | null {
  let [low, high] = [0, noted.length / positionBytes - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = noted.readBigInt64BE(middle * positionBytes);
    if (found === position) return middle;
    if (found < position) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}
