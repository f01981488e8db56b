import { useRef } from "preact/hooks";

/**
 * The order of a list that somebody points at or moves in stays as it is; what is new comes first, and what is gone goes.
 */
export function useHeldOrder<T extends { readonly id: string }>(
  items: readonly T[],
  isHeld: () => boolean,
): readonly T[] {
  const shown = useRef<readonly string[]>([]);
  const next = isHeld() ? held(shown.current, items) : items;
  shown.current = next.map(({ id }) => id);
  return next;
}

export function held<T extends { readonly id: string }>(order: readonly string[], items: readonly T[]): readonly T[] {
  const byId = new Map(items.map((each) => [each.id, each]));
  const stays = order.flatMap((id) => byId.get(id) ?? []);
  const known = new Set(order);
  return [...items.filter(({ id }) => !known.has(id)), ...stays];
}
