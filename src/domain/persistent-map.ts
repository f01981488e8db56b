/**
 * A map that never changes: setting and deleting give another map, which shares all but the path to the key. Each step
 * costs a logarithm of the size, in time and in memory. A hash array mapped trie; the order of iteration says nothing.
 */
export class PersistentMap<Key extends string, Value> implements Iterable<Entry<Key, Value>> {
  readonly size: number;
  private readonly root: Node<Key, Value> | null;

  private constructor(root: Node<Key, Value> | null, size: number) {
    this.root = root;
    this.size = size;
  }

  static of<Key extends string, Value>(entries: Iterable<Entry<Key, Value>> = []): PersistentMap<Key, Value> {
    let map = new PersistentMap<Key, Value>(null, 0);
    for (const [key, value] of entries) map = map.set(key, value);
    return map;
  }

  get(key: Key): Value | undefined {
    return find(this.root, key)?.[1];
  }

  has(key: Key): boolean {
    return find(this.root, key) !== undefined;
  }

  set(key: Key, value: Value): PersistentMap<Key, Value> {
    const leaf = { hash: hashOf(key), entries: [[key, value]] } as const;
    const root = this.root ? put(this.root, leaf, 0) : leaf;
    return new PersistentMap(root, this.has(key) ? this.size : this.size + 1);
  }

  delete(key: Key): PersistentMap<Key, Value> {
    if (!this.root || !this.has(key)) return this;
    return new PersistentMap(without(this.root, key, { hash: hashOf(key), depth: 0 }), this.size - 1);
  }

  *[Symbol.iterator](): Iterator<Entry<Key, Value>> {
    if (this.root) yield* entriesOf(this.root);
  }

  *keys(): Iterable<Key> {
    for (const [key] of this) yield key;
  }
}

export type Entry<Key, Value> = readonly [Key, Value];

type Node<Key, Value> = Branch<Key, Value> | Leaf<Key, Value>;

/** Has a child for each bit set in `slots`, in their order; never a lone leaf, which stands for itself. */
interface Branch<Key, Value> {
  readonly slots: number;
  readonly children: readonly Node<Key, Value>[];
}

/** More than one entry only where the whole hashes are the same. */
interface Leaf<Key, Value> {
  readonly hash: number;
  readonly entries: readonly Entry<Key, Value>[];
}

function find<Key extends string, Value>(root: Node<Key, Value> | null, key: Key): Entry<Key, Value> | undefined {
  const hash = hashOf(key);
  let node = root;
  for (let depth = 0; node && isBranch(node); depth += 1) node = childAt(node, slotAt(hash, depth));
  return node?.entries.find(([other]) => other === key);
}

function put<Key, Value>(node: Node<Key, Value>, leaf: Leaf<Key, Value>, depth: number): Node<Key, Value> {
  if (!isBranch(node)) {
    if (node.hash === leaf.hash) return { hash: leaf.hash, entries: merged(node.entries, leaf.entries) };
    return put({ slots: slotAt(node.hash, depth), children: [node] }, leaf, depth);
  }
  const slot = slotAt(leaf.hash, depth);
  const child = childAt(node, slot);
  const index = indexOf(node, slot);
  return child
    ? { slots: node.slots, children: node.children.with(index, put(child, leaf, depth + 1)) }
    : { slots: node.slots | slot, children: node.children.toSpliced(index, 0, leaf) };
}

/** Null where nothing is left. The key is in the node. */
function without<Key, Value>(
  node: Node<Key, Value>,
  key: Key,
  at: { hash: number; depth: number },
): Node<Key, Value> | null {
  if (!isBranch(node)) {
    const entries = node.entries.filter(([other]) => other !== key);
    return entries.length > 0 ? { hash: node.hash, entries } : null;
  }
  const slot = slotAt(at.hash, at.depth);
  const child = childAt(node, slot);
  const left = child ? without(child, key, { hash: at.hash, depth: at.depth + 1 }) : null;
  const index = indexOf(node, slot);
  const children = left ? node.children.with(index, left) : node.children.toSpliced(index, 1);
  const [only] = children;
  if (children.length === 1 && only && !isBranch(only)) return only;
  return { slots: left ? node.slots : node.slots & ~slot, children };
}

function* entriesOf<Key, Value>(node: Node<Key, Value>): Iterable<Entry<Key, Value>> {
  if (!isBranch(node)) yield* node.entries;
  else for (const child of node.children) yield* entriesOf(child);
}

function merged<Key, Value>(
  entries: readonly Entry<Key, Value>[],
  more: readonly Entry<Key, Value>[],
): Entry<Key, Value>[] {
  return [...entries.filter(([key]) => !more.some(([other]) => other === key)), ...more];
}

const isBranch = <Key, Value>(node: Node<Key, Value>): node is Branch<Key, Value> => "children" in node;

/** The bit of one of 32 slots: five bits of the hash at each depth. */
const slotAt = (hash: number, depth: number): number => 1 << ((hash >>> (depth * 5)) & 31);

const indexOf = ({ slots }: { slots: number }, slot: number): number => bitsIn(slots & (slot - 1));

const childAt = <Key, Value>(branch: Branch<Key, Value>, slot: number): Node<Key, Value> | null =>
  branch.slots & slot ? (branch.children[indexOf(branch, slot)] ?? null) : null;

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** FNV-1a over the UTF-16 units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return hash;
}
