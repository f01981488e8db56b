import type { Epoch } from "../event-store/port.ts";
import { parsePlace } from "../wire/position.ts";
import { afterAllOf, type Place } from "./place.ts";

/** Where a client wants to go on. */
export type GoingOn =
  | { readonly kind: "after"; readonly place: Place }
  | { readonly kind: "malformed_id" }
  /** It knows another history. */
  | { readonly kind: "other_epoch" };

/** A position or a stream's id, as a client sent it back. */
export function goingOnFrom(text: string, epoch: Epoch): GoingOn {
  const place = parsePlace(text);
  if (!place) return { kind: "malformed_id" };
  if (place.epoch !== epoch) return { kind: "other_epoch" };
  const { position, n } = place;
  return { kind: "after", place: n === null ? afterAllOf(position) : { position, n } };
}
