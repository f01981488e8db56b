import type { EventStore, NewEvent } from "../../src/event-store/port.ts";
import { messageEvent } from "../support/message-event.ts";
import { query } from "../support/postgres.ts";

export const total = 200_000;
export const longStream = "conversation-long";
export const longStreamLength = total / 2;
const otherStreams = 1_000;
const chunk = 100;

/** Every second chunk of the log belongs to the long stream, the rest to a thousand short ones. */
export async function fillLog(store: EventStore, url: string): Promise<void> {
  for (let revision = 0; revision < longStreamLength; revision += chunk) {
    const other = `conversation-${(revision / chunk) % otherStreams}`;
    await Promise.all([
      store.append(longStream, messages(revision), revision === 0 ? "none" : revision - 1),
      store.append(other, messages(0), "none"),
    ]);
  }
  // Otherwise the first reader would pay for the hint bits, and autovacuum would come in the middle.
  await query(url, "vacuum (analyze) log.events");
}

function messages(from: number): NewEvent[] {
  return Array.from({ length: chunk }, (_, index) => messageEvent(from + index));
}
