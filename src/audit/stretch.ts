import { timeFrom } from "../domain/time.ts";
import type { Epoch, Position } from "../event-store/port.ts";
import type { AuditReads, Stretch } from "../projections/reads/audit.ts";
import { parsePlace } from "../wire/position.ts";

/** A place in the log as auditors name it. */
export type Point = { readonly position: Position } | { readonly time: string };

/** What somebody wrote as a position, or a time (ISO 8601). */
export function pointFrom(text: string, epoch: Epoch): Point | "neither" | "of another epoch" {
  const place = parsePlace(text);
  if (place) return place.epoch === epoch ? { position: place.position } : "of another epoch";
  const time = timeFrom(text);
  return time === null ? "neither" : { time };
}

export interface Points {
  readonly from: Point | null;
  readonly to: Point | null;
}

/** Both ends count. What is not there yet is the log's end as it was when it was looked at. */
export async function stretchOf(
  places: Pick<AuditReads, "positionAt">,
  { from, to }: Points,
  head: Position,
): Promise<Stretch> {
  const [before, last] = await Promise.all([from && placeBefore(places, from), to && placeOf(places, to)]);
  return { after: before ?? 0n, upTo: last === null || last > head ? head : last };
}

async function placeOf(places: Pick<AuditReads, "positionAt">, point: Point): Promise<Position> {
  return "position" in point ? point.position : places.positionAt(point.time);
}

/** Times are whole milliseconds. */
async function placeBefore(places: Pick<AuditReads, "positionAt">, point: Point): Promise<Position> {
  if ("position" in point) return point.position > 0n ? point.position - 1n : 0n;
  return places.positionAt(new Date(Date.parse(point.time) - 1).toISOString());
}
