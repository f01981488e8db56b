import type { AnnouncementReads } from "./announcements.ts";
import type { AuditReads } from "./audit.ts";
import type { ConversationReads } from "./conversations.ts";
import type { KeptReads } from "./kept.ts";
import type { LineReads } from "./lines.ts";
import type { MemberReads } from "./members.ts";
import type { MessageReads } from "./messages.ts";
import type { PeopleReads } from "./people.ts";
import type { ScheduledReads } from "./scheduled.ts";
import type { SearchReads } from "./search.ts";
import type { TeamReads } from "./teams.ts";

/** The questions that the read models answer. Each is of the moment: whoever needs to see a command's effect waits first. */
export interface Reads {
  readonly people: PeopleReads;
  readonly conversations: ConversationReads;
  readonly members: MemberReads;
  readonly lines: LineReads;
  readonly messages: MessageReads;
  readonly kept: KeptReads;
  readonly scheduled: ScheduledReads;
  readonly search: SearchReads;
  readonly teams: TeamReads;
  readonly announcements: AnnouncementReads;
  readonly audit: AuditReads;
}
