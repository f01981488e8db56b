import type { DisclosedFields } from "../../event-store/codec/disclosed.ts";
import type { RecordedEvent } from "../../event-store/port.ts";

/** An event as it is stored, with the words that are disclosed of it. */
export interface ExportedEvent {
  readonly event: RecordedEvent;
  readonly opened: DisclosedFields;
  /**
   * Whether it is shown; else its leaf only is in the file, so that completeness can be proved of a period, too. What is
   * shown of a conversation is one stretch of it: a verifier objects to gaps.
   */
  readonly isShown: boolean;
}
