import { noKeyedEvents, remember, type KeyedEvents } from "../keyed-events.ts";
import type { Recorded } from "../recorded.ts";
import type { OperationsEvent } from "../operations/events.ts";
import type { AnnouncementEvent } from "./events.ts";

/** What announcing needs to know of the stream `operations`, whatever else happens in it. */
export interface Announcements {
  readonly lastAt: string | null;
  readonly keyed: KeyedEvents;
}

const initialState: Announcements = { lastAt: null, keyed: noKeyedEvents };

/** How the stream is decided on. */
export const announcements = {
  initialState,
  evolve: ({ keyed }: Announcements, event: Recorded<AnnouncementEvent | OperationsEvent>): Announcements => ({
    lastAt: event.at,
    keyed: remember(keyed, event),
  }),
  lastAt: ({ lastAt }: Announcements): string | null => lastAt,
  keyedEvents: ({ keyed }: Announcements): KeyedEvents => keyed,
  sizeOf: ({ keyed }: Announcements): number => 1_000 + (keyed.recent.size + keyed.earlier.size) * 390,
};
