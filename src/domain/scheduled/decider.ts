import type { KeyedEvents } from "../keyed-events.ts";
import { evolve, initialState, type Scheduled } from "./scheduled.ts";

/** How streams of scheduled messages are decided on. */
export const scheduledSends = {
  initialState,
  evolve,
  lastAt: ({ lastAt }: Scheduled): string | null => lastAt,
  keyedEvents: ({ keyed }: Scheduled): KeyedEvents => keyed,
  sizeOf: ({ message }: Scheduled): number =>
    1_200 + 2 * ((message?.content?.length ?? 0) + (message?.html?.length ?? 0) + (message?.data?.length ?? 0)),
};
