import type { CommandContext } from "../commands/context.ts";
import type { RecordedEvent } from "../event-store/port.ts";
import type { AnyEvent } from "../events/index.ts";
import { logged } from "../events/logged.ts";
import { handOverOwned, type OwnedConversations } from "./hand-over-owned.ts";
import { takeOver } from "./take-over.ts";
import { unpinDeleted } from "./unpin-deleted.ts";

/** What reactions are made with. */
export interface ReactionContext {
  readonly commands: CommandContext;
  readonly owned: OwnedConversations;
}

/** The events that something follows from, and where they are. */
export const reactedTo: ReadonlySet<string> = new Set<AnyEvent["type"]>([
  "MessageDeleted",
  "UserDisabled",
  "UserEnabled",
]);
export const reactedStreams = ["message-", "user-"];

/**
 * What follows from an event: each a command that is nothing where it has happened already, so that repeating it has no
 * second effect. What is refused is done. What was imported happened elsewhere, and causes nothing but that a message
 * which is gone holds no pin.
 */
export async function reactTo(recorded: RecordedEvent, context: ReactionContext): Promise<void> {
  const event = logged<AnyEvent>(recorded);
  switch (event.type) {
    case "MessageDeleted":
      return unpinDeleted(event.data, context);
    case "UserDisabled":
      return event.imported
        ? undefined
        : handOverOwned({ userId: event.data.userId, position: event.position }, context);
    case "UserEnabled":
      return takeOver({ userId: event.data.userId, position: event.position }, context);
    default:
  }
}
