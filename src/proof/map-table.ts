import { tileBytes, tileOfBytes, type MapTile } from "./map-tile.ts";
import type { Database } from "./tile-table.ts";

/** Reads and writes tiles of the map; the schema is `proof`, or where it is computed again to be compared. */
export interface MapTiles {
  read(paths: readonly string[]): Promise<ReadonlyMap<string, MapTile>>;
  write(tiles: ReadonlyMap<string, MapTile>): Promise<void>;
}

export type ProofSchema = "proof" | "pg_temp";

export function mapTilesIn(db: Database, schema: ProofSchema = "proof"): MapTiles {
  return {
    async read(paths) {
      const { rows } = await db.query<{ path: string; places: Buffer }>({
        name: `read map tiles of ${schema}`,
        text: `select path, places from ${schema}.map_tiles where path = any ($1)`,
        values: [paths],
      });
      return new Map(rows.map(({ path, places }) => [path, tileOfBytes(places)]));
    },
    async write(tiles) {
      if (tiles.size === 0) return;
      await db.query({
        name: `write map tiles of ${schema}`,
        text: `insert into ${schema}.map_tiles (path, places) select * from unnest($1::text[], $2::bytea[])
          on conflict (path) do update set places = excluded.places`,
        values: [[...tiles.keys()], [...tiles.values()].map(tileBytes)],
      });
    },
  };
}
