import { z } from "zod";
import { pointFrom, type Point } from "../../audit/stretch.ts";
import type { Epoch } from "../../event-store/port.ts";
import { invalidField, Problem } from "../problem.ts";

export { stretchOf } from "../../audit/stretch.ts";

export const pointField = z.string().min(1).max(100).optional();

/** Null where none was given. @throws Problem for what is neither, and for a position of another epoch. */
export function pointIn(text: string | undefined, field: string, epoch: Epoch): Point | null {
  if (text === undefined) return null;
  const point = pointFrom(text, epoch);
  if (point === "of another epoch") throw new Problem("conflict", "This position is of another epoch: load afresh.");
  if (point === "neither") throw invalidField(field, "This is neither a position nor a time (ISO 8601).");
  return point;
}
