import { setImmediate as breath } from "node:timers/promises";
import type { ClientBase } from "pg";
import type { RecordedEvent } from "../event-store/port.ts";
import { provedConversationOf } from "./conversation-of.ts";
import { readEntries, writeEntries } from "./entry-table.ts";
import { GrowingTree } from "./growing-tree.ts";
import { zeros, type Hash } from "./hash.ts";
import { leafOf, runningWith } from "./leaf.ts";
import type { Entry } from "./proofs.ts";
import { readTiles, writePositions, writeTiles } from "./tile-table.ts";
import { edgeOf } from "./tile.ts";

/** So many events are hashed in one go, some milliseconds: a request may be what asks, and others wait beside it. */
const inOneGo = 250;

export interface Growth {
  /** Of the tree before. */
  readonly size: number;
  readonly events: readonly RecordedEvent[];
  /** The number of the first checkpoint that will show them. */
  readonly checkpoint: number;
}

/** The log's next events become leaves of the tree, and of their conversations. */
export async function grow(
  db: ClientBase,
  { size, events, checkpoint }: Growth,
): Promise<{ readonly size: number; readonly treeRoot: Hash }> {
  const tree = await openTree(db, size);
  const conversations = new Set(events.map(provedConversationOf).filter((id) => id !== null));
  const entries = await readEntries(db, [...conversations]);
  for (const event of events) {
    const leaf = leafOf(tree.size, event);
    addToEntry(entries, event, { index: tree.size, leaf });
    tree.append(leaf);
    if (tree.size % inOneGo === 0) await breath();
  }
  await writeTiles(db, tree.taken());
  await writePositions(
    db,
    size,
    events.map(({ position }) => position),
  );
  await writeEntries(db, { entries, checkpoint });
  return { size: tree.size, treeRoot: tree.root() };
}

async function openTree(db: ClientBase, size: number): Promise<GrowingTree> {
  const edge = edgeOf(size).filter(({ count }) => count > 0);
  return new GrowingTree(size, await readTiles(db, edge));
}

/** Nothing for an event of no conversation. */
export function addToEntry(
  entries: Map<string, Entry>,
  event: RecordedEvent,
  { index, leaf }: { readonly index: number; readonly leaf: Hash },
): void {
  const id = provedConversationOf(event);
  if (id === null) return;
  const before = entries.get(id);
  const running = runningWith(before?.running ?? zeros, leaf);
  entries.set(id, { count: (before?.count ?? 0) + 1, lastIndex: index, running });
}
