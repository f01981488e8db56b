import type { ConversationId, UserId } from "../domain/ids.ts";
import type { WordsForgotten } from "../domain/retention/events.ts";
import type { RecordedEvent } from "../event-store/port.ts";
import type { AnyEvent } from "../events/index.ts";
import { logged } from "../events/logged.ts";
import { rowSet } from "./row-set.ts";

/** Streams whose events say that words were erased: whoever keeps words reads them, too. */
export const forgettingStreams = ["user-", "retention-"];

/** Whose words were erased, and in which conversations those from before a time. */
export interface Forgotten {
  readonly people: readonly UserId[];
  readonly spans: readonly WordsForgotten[];
}

/**
 * What a batch says was erased. It is to be taken out of the rows after the batch is written: what was decoded before
 * somebody was erased may still be in words, and after it nothing is.
 */
export function forgottenIn(batch: readonly RecordedEvent[]): Forgotten {
  const people: UserId[] = [];
  const spans = new Map<ConversationId, WordsForgotten>();
  for (const recorded of batch) {
    const event = logged<AnyEvent>(recorded);
    if (event.type === "PersonErased") people.push(event.data.userId);
    if (event.type === "WordsForgotten") spans.set(event.data.conversationId, event.data);
  }
  return { people, spans: [...spans.values()] };
}

/** As the table `given`. */
export const forgottenSpans = rowSet<WordsForgotten>({
  conversation_id: ["text", ({ conversationId }) => conversationId],
  before: ["timestamptz", ({ before }) => before],
  up_to_revision: ["int", ({ upToRevision }) => upToRevision],
});
