export interface Difference {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Above so many words a comparison word by word costs more than it shows. */
const mostWords = 1_000;

/** What became of a text, word by word: the longest common sequence stays, the rest came or went. */
export function differences(before: string, after: string): readonly Difference[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  if (a.length > mostWords || b.length > mostWords)
    return [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ];
  return joined(compared(a, b));
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\p{Script=Han}|\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

function compared(a: readonly string[], b: readonly string[]): readonly Difference[] {
  const common = lengths(a, b);
  const found: Difference[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, fresh] = [a[i], b[j]];
    if (old !== undefined && old === fresh) {
      found.push({ kind: "same", text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      found.push({ kind: "removed", text: old });
      i += 1;
    } else {
      found.push({ kind: "added", text: fresh ?? "" });
      j += 1;
    }
  }
  return found;
}

/** How long the longest common sequence of what follows is, for each pair of places. */
function lengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (row)
        row[j] = a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: readonly Uint16Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function joined(parts: readonly Difference[]): readonly Difference[] {
  const found: Difference[] = [];
  for (const each of parts) {
    const last = found.at(-1);
    if (last?.kind === each.kind) found[found.length - 1] = { kind: each.kind, text: last.text + each.text };
    else found.push(each);
  }
  return found;
}
