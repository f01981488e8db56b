import type { Checkpoint } from "./checkpoint.ts";
import type { Database } from "./tile-table.ts";

interface Row {
  readonly number: string;
  readonly size: string;
  readonly treeRoot: Buffer;
  readonly mapRoot: Buffer;
  readonly madeAt: Date;
  readonly epoch: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

const columns = `number, size, tree_root as "treeRoot", map_root as "mapRoot", made_at as "madeAt", epoch,
  key_id as "keyId", signature`;

const checkpointOf = ({ number, size, madeAt, ...row }: Row): Checkpoint => ({
  ...row,
  number: Number(number),
  size: Number(size),
  time: madeAt.toISOString(),
});

async function oneOf(db: Database, rest: string, values: readonly unknown[]): Promise<Checkpoint | null> {
  const { rows } = await db.query<Row>(`select ${columns} from proof.checkpoints ${rest}`, [...values]);
  return rows[0] ? checkpointOf(rows[0]) : null;
}

export const lastCheckpoint = (db: Database): Promise<Checkpoint | null> =>
  oneOf(db, "order by number desc limit 1", []);

export const checkpointOfSize = (db: Database, size: number): Promise<Checkpoint | null> =>
  oneOf(db, "where size = $1 order by number desc limit 1", [size]);

export const checkpointOfNumber = (db: Database, number: number): Promise<Checkpoint | null> =>
  oneOf(db, "where number = $1", [number]);

/** The next one after a size: of those that a tree which is made again passes. */
export const checkpointAfter = (db: Database, size: number): Promise<Checkpoint | null> =>
  oneOf(db, "where size > $1 order by size, number limit 1", [size]);

export async function addCheckpoint(db: Database, checkpoint: Checkpoint): Promise<void> {
  const { number, size, treeRoot, mapRoot, time, epoch, keyId, signature } = checkpoint;
  await db.query(
    `insert into proof.checkpoints (number, size, tree_root, map_root, made_at, epoch, key_id, signature)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [number, size, treeRoot, mapRoot, time, epoch, keyId, signature],
  );
}

/** Those that were not written to their files yet, the oldest first. */
export async function unpublished(db: Database, limit: number): Promise<readonly Checkpoint[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from proof.checkpoints where published_at is null order by number limit $1`,
    [limit],
  );
  return rows.map(checkpointOf);
}

export async function markPublished(db: Database, numbers: readonly number[]): Promise<void> {
  await db.query("update proof.checkpoints set published_at = now() where number = any ($1)", [numbers]);
}

/** All of them by size, in pages. */
export async function* allCheckpoints(db: Database): AsyncGenerator<Checkpoint> {
  let after = { size: -1, number: 0 };
  for (;;) {
    const { rows } = await db.query<Row>(
      `select ${columns} from proof.checkpoints where (size, number) > ($1, $2) order by size, number limit 500`,
      [after.size, after.number],
    );
    const page = rows.map(checkpointOf);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < 500) return;
    after = last;
  }
}
