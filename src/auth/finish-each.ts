import { reasonOf } from "../platform/start-refused.ts";
import { isOutage } from "../projections/outage.ts";

export interface Unfinished<One> {
  /** The next of those that are left, but for some. */
  readonly list: (except: readonly string[]) => Promise<readonly One[]>;
  /** @throws for one that cannot be finished */
  readonly finish: (one: One) => Promise<void>;
}

/**
 * Finishes all that there are. One that cannot be keeps no other one waiting: it is left for the next time.
 * @returns how many were finished @throws an outage at once, and in the end an Error that names those that were left
 */
export async function finishEach<One extends { readonly userId: string }>({
  list,
  finish,
}: Unfinished<One>): Promise<number> {
  const left = new Map<string, string>();
  for (let finished = 0; ;) {
    const some = await list([...left.keys()]);
    if (some.length === 0 && left.size > 0) throw new Error(sentence(left));
    if (some.length === 0) return finished;
    for (const one of some) {
      try {
        await finish(one);
        finished += 1;
      } catch (error) {
        if (isOutage(error)) throw error;
        left.set(one.userId, reasonOf(error));
      }
    }
  }
}

const named = 20;

function sentence(left: ReadonlyMap<string, string>): string {
  const some = [...left].slice(0, named).map(([id, reason]) => `${id} (${reason})`);
  return `${left.size} accounts are left: ${some.join(", ")}${left.size > named ? ", …" : ""}.`;
}
