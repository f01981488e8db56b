import { z } from "zod";
import { locate, lineId, type ConversationId } from "../../domain/ids.ts";
import { timeFrom } from "../../domain/time.ts";
import type { LinePage, LinePoint } from "../../projections/reads/lines.ts";
import type { Reads } from "../../projections/reads/reads.ts";
import { invalidField } from "../problem.ts";

const point = z.string().max(100).optional().describe("A message's id, a sequence, or a time (ISO 8601).");

/** Where in the history a page is; one of these at most. */
export const pointFields = { before: point, after: point, around: point, before_id: point };

export type PointFields = { readonly [Field in keyof typeof pointFields]?: string | undefined };

/** @throws Problem where there is more than one, or where one is none of the three, or a message of elsewhere. */
export async function pageFrom(
  lines: Pick<Reads["lines"], "some">,
  id: ConversationId,
  fields: PointFields,
): Promise<LinePage["from"]> {
  const given = namedPoints(fields);
  const [first, second] = given;
  if (second) throw invalidField(second.field, "Only one of before, after, around and before_id is taken.");
  if (!first) return { side: "newest" };
  const { side, field, text } = first;
  return { side, point: pointOf(text) ?? (await pointOfMessage(lines, { id, text, field })) };
}

interface NamedPoint {
  readonly side: "before" | "after" | "around";
  readonly field: string;
  readonly text: string;
}

function namedPoints({ before, after, around, before_id }: PointFields): NamedPoint[] {
  const all = [
    { side: "before" as const, field: "before", text: before },
    { side: "after" as const, field: "after", text: after },
    { side: "around" as const, field: "around", text: around },
    { side: "before" as const, field: "before_id", text: before_id },
  ];
  return all.flatMap(({ text, ...named }) => (text === undefined ? [] : [{ ...named, text }]));
}

/** No conversation has more lines. */
const maxSequence = 2 ** 31 - 2;

/** Null for what is neither a sequence nor a time. */
export function pointOf(text: string): LinePoint | null {
  if (/^\d{1,15}$/.test(text)) return { sequence: Math.min(Number(text), maxSequence) };
  const time = timeFrom(text);
  return time === null ? null : { time };
}

async function pointOfMessage(
  lines: Pick<Reads["lines"], "some">,
  { id, text, field }: { id: ConversationId; text: string; field: string },
): Promise<LinePoint> {
  const place = locate(text);
  if (!place) throw invalidField(field, "This is neither a message's id nor a sequence nor a time.");
  const [line] = place.conversationId === id ? await lines.some([lineId(place)]) : [];
  if (!line) throw invalidField(field, "There is no such message here.");
  return { sequence: line.event.data.sequence };
}
