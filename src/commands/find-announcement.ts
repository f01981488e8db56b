import type { AnnouncementEvent } from "../domain/announcement/events.ts";
import { written } from "../events/logged.ts";
import type { CommandContext } from "./context.ts";
import { operationsStream } from "./streams.ts";

/** The words of an announcement by the log; null where that place holds none, or none any more. */
export async function findAnnouncement(
  { store, codec }: Pick<CommandContext, "store" | "codec">,
  revision: number,
): Promise<string | null> {
  const found = await Array.fromAsync(store.readStream(operationsStream, { from: revision, limit: 1 }));
  const [event] = (await codec.decode(found)).map((each) => written<AnnouncementEvent>(each));
  return event?.type === "AnnouncementMade" && event.revision === revision ? event.data.text : null;
}
