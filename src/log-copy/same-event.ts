import type { RecordedEvent } from "../event-store/port.ts";

/** What of an event is the same in every log that holds it. Positions are each log's own. */
const kept = ["id", "stream", "revision", "type", "data", "metadata"] as const;
export type KeptField = (typeof kept)[number];

/** The first field in which two events differ, null where they are the same to the last character. */
export function differingField(one: RecordedEvent, other: RecordedEvent): KeptField | null {
  return kept.find((field) => !isSame(one[field], other[field])) ?? null;
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other));

/** What is said of an event; its words are sealed, and stay where they are. */
export const eventText = ({ id, type, stream, revision, position }: RecordedEvent): string =>
  `${type} ${id}, revision ${revision} of ${stream}, at ${position}`;
