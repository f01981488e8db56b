import type { DomainEvent } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";

/** What happens in the stream `operations` that people are told. */
export type AnnouncementEvent = DomainEvent<"AnnouncementMade", AnnouncementMade>;

export interface AnnouncementMade {
  /** A UUID. */
  readonly announcementId: string;
  readonly by: UserId;
  readonly text: Personal;
}
