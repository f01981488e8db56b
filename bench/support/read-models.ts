import { setTimeout as pause } from "node:timers/promises";
import type { Foundation } from "../../src/foundation.ts";

const lookEveryMs = 250;

/** Until every read model shows all that is in the log now. */
export async function untilReadModelsHave({ store, pool }: Pick<Foundation, "store" | "pool">): Promise<void> {
  const head = await store.head();
  for (;;) {
    const text = "select count(*)::int as behind from projections.builds where position < $1";
    const { rows } = await pool.query<{ behind: number }>(text, [head]);
    if (rows[0]?.behind === 0) return;
    await pause(lookEveryMs);
  }
}
