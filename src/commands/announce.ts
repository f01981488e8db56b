import { v4 } from "uuid";
import { announce as decide } from "../domain/announcement/announce.ts";
import type { AnnouncementEvent } from "../domain/announcement/events.ts";
import type { OperationsEvent } from "../domain/operations/events.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type Request } from "./request.ts";
import { operationsStream } from "./streams.ts";

export interface AnnounceRequest extends Request {
  readonly text: string;
}

export async function announce(
  { announcements }: Pick<CommandContext, "announcements">,
  request: AnnounceRequest,
): Promise<Outcome<AnnouncementEvent | OperationsEvent>> {
  const announcementId = v4();
  return announcements.handle({
    ...causeOf(request),
    stream: operationsStream,
    decide: () => decide({ ...request, announcementId }),
  });
}
