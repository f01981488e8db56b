import type { NewEvent } from "./port.ts";

/** By what the request is known that an event came of; null for what came of none. */
export function correlationIdOf({ metadata }: Pick<NewEvent, "metadata">): string | null {
  const { correlationId } = metadata;
  return typeof correlationId === "string" ? correlationId : null;
}

/** Each once, in their order. */
export function correlationIdsOf(events: readonly Pick<NewEvent, "metadata">[]): readonly string[] {
  return [...new Set(events.flatMap((event) => correlationIdOf(event) ?? []))];
}
