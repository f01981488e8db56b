import { compared } from "./searchable.ts";

/** Compared text, and where in the original each of its code units is from. */
export interface ComparedFrom {
  readonly text: string;
  /** The stretch of the original that `from` up to `to` was made of, with the marks that belong to its letters. */
  original(from: number, to: number): { readonly from: number; readonly to: number };
}

const clusters = /[\u1100-\u115F][\u1160-\u11A7]?[\u11A8-\u11FF]?|./gsu;

/** The same text as `compared`, made character by character. */
export function comparedFrom(original: string): ComparedFrom {
  const starts: number[] = [];
  const stops: number[] = [];
  let text = "";
  for (const { 0: cluster, index } of original.matchAll(clusters)) {
    const piece = pieceOf(cluster, text);
    if (piece === "" && stops.length > 0 && !isSpace(cluster)) stops[stops.length - 1] = index + cluster.length;
    for (let unit = 0; unit < piece.length; unit += 1) {
      starts.push(index);
      stops.push(index + cluster.length);
    }
    text += piece;
  }
  return {
    text: text.trimEnd(),
    original: (from, to) => ({ from: starts[from] ?? original.length, to: stops[to - 1] ?? original.length }),
  };
}

function pieceOf(cluster: string, before: string): string {
  const piece = compared(`x${cluster}x`).slice(1, -1);
  return piece.startsWith(" ") && (before === "" || before.endsWith(" ")) ? piece.slice(1) : piece;
}

const isSpace = (cluster: string): boolean => /^[\p{White_Space}\p{Cc}]/u.test(cluster);
