import type { Epoch, Position } from "../event-store/port.ts";
import { positionText, streamIdText } from "../wire/position.ts";

/** A place in the order of what is told: the log event's position, and the number of what it tells, from 0. */
export interface Place {
  readonly position: Position;
  readonly n: number;
}

const lastN = 2_147_483_647;

/** After all that the events up to this position tell. */
export function afterAllOf(position: Position): Place {
  return { position, n: lastN };
}

export function isAfter(place: Place, other: Place): boolean {
  return place.position > other.position || (place.position === other.position && place.n > other.n);
}

export function isAfterAllOf(place: Place, position: Position): boolean {
  return place.position > position || (place.position === position && place.n === lastN);
}

/** What a client sends back to go on from here. */
export function placeText(epoch: Epoch, { position, n }: Place): string {
  return n === lastN ? positionText({ epoch, position }) : streamIdText({ epoch, position, n });
}
