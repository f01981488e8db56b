import { computed, type ReadonlySignal } from "@preact/signals";

/** The same array until other things are in it: who shows it is not drawn again because it was computed again. */
export function steady<T>(compute: () => readonly T[]): ReadonlySignal<readonly T[]> {
  let last: readonly T[] = [];
  return computed(() => {
    const next = compute();
    if (next.length !== last.length || next.some((each, index) => each !== last[index])) last = next;
    return last;
  });
}
