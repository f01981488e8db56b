import { leafOf } from "../../proof/leaf.ts";
import type { Hash } from "../../proof/hash.ts";
import type { Checkpoint } from "../../proof/checkpoint.ts";
import type { Proofs } from "../../proof/proofs.ts";
import type { ExportedEvent } from "./exported-event.ts";

/** An event with its index and the way from its leaf to the tree's root. */
export interface Proved extends ExportedEvent {
  readonly index: number;
  readonly leaf: Hash;
  readonly proof: readonly Hash[];
}

/** How many events are proved at once. */
const pageSize = 500;

interface Towards {
  readonly proofs: Proofs;
  readonly checkpoint: Checkpoint;
}

/** The events up to the checkpoint's end, each with its proof; what came later is left out. */
export async function* provedPages(
  events: AsyncIterable<ExportedEvent>,
  towards: Towards,
): AsyncGenerator<Proved, void, void> {
  let page: ExportedEvent[] = [];
  for await (const event of events) {
    page.push(event);
    if (page.length < pageSize) continue;
    yield* proved(page, towards);
    page = [];
  }
  yield* proved(page, towards);
}

async function* proved(page: readonly ExportedEvent[], { proofs, checkpoint }: Towards): AsyncGenerator<Proved> {
  if (page.length === 0) return;
  const indexes = await proofs.indexesOf(page.map(({ event }) => event.position));
  const sealed = page.flatMap((exported, at) => {
    const index = indexes[at] ?? null;
    return index !== null && index < checkpoint.size ? [{ exported, index }] : [];
  });
  const paths = await proofs.inclusionOf(
    sealed.map(({ index }) => index),
    checkpoint.size,
  );
  for (const [at, { exported, index }] of sealed.entries()) {
    const proof = paths[at];
    if (!proof) throw new Error("Not every event that was named was proved.");
    yield { ...exported, index, leaf: leafOf(index, exported.event), proof };
  }
}
