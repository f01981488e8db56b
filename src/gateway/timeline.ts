import type { ConversationId, UserId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";
import type { Memberships } from "../projections/timeline/v1/memberships.ts";
import type { ToldAfter, ToldPage } from "../projections/timeline/v1/told-after.ts";
import type { Telling } from "./telling.ts";

/** The read model of what everybody was told: it knows all that this process's ring has forgotten, or never saw. */
export interface Timeline {
  /** Of each of these people. */
  memberships(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, Memberships>>;
  /** What each of these people is a member of; whoever is in none is missing. */
  conversationsOf(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, readonly ConversationId[]>>;
  toldAfter(request: ToldAfter): Promise<ToldPage>;
  /** After which everything is told that occurred later than this time (ISO 8601). */
  positionAt(time: string): Promise<Position>;
}

/** A page's entries, whose lines are to be read as they are now. */
export function tellingsOf({ entries }: ToldPage): readonly Telling[] {
  return entries.map(({ position, n, what, occurredAt }): Telling => {
    return { place: { position, n }, what, occurredAt, line: null, edit: null, from: "read model" };
  });
}

/** How far the read models are, as `PositionWatch` tells it. */
export interface ReadModelPositions {
  positions(): Promise<ReadonlyMap<string, Position>>;
  waitFor(
    names: readonly string[],
    position: Position,
    options: { readonly timeoutMs: number },
  ): Promise<{ readonly kind: "reached" | "timed out" }>;
}

/** How far everything is there that a page of the timeline is told with: the timeline itself, and the lines it names. */
export const readToTell = ["timeline", "lines"] as const;

export async function linesPosition(readModels: ReadModelPositions): Promise<Position> {
  return (await readModels.positions()).get("lines") ?? 0n;
}
