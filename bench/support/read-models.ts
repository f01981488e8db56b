import { setTimeout as pause } from "node:timers/promises";
import type { Foundation } from "../../src/foundation.ts";

const lookEveryMs = 100;

/** Until all read models, or those that are named, show all that is in the log now. @throws when one of them stopped: it never would. */
export async function untilReadModelsHave(
  { store, pool }: Pick<Foundation, "store" | "pool">,
  names: readonly string[] | null = null,
): Promise<void> {
  const head = await store.head();
  for (;;) {
    const { rows } = await pool.query<{ behind: number; error: string | null }>(
      `select (count(*) filter (where position < $1))::int as behind, min(error) as error
       from projections.builds where $2::text[] is null or name = any ($2)`,
      [head, names],
    );
    const [row] = rows;
    if (typeof row?.error === "string") throw new Error(`A read model stopped: ${row.error}`);
    if (row?.behind === 0) return;
    await pause(lookEveryMs);
  }
}
