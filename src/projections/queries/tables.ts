import { sql } from "slonik";
import { schema as announcementsSchema } from "../announcements/v1/tables.ts";
import { schema as auditSchema } from "../audit/v1/tables.ts";
import { schema as conversationsSchema } from "../conversations/v1/tables.ts";
import { schema as linesSchema } from "../lines/v1/tables.ts";
import { schema as membersSchema } from "../members/v1/tables.ts";
import { schema as scheduledSchema } from "../scheduled/v1/tables.ts";
import { schema as teamsSchema } from "../teams/v1/tables.ts";
import { schema as searchSchema } from "../search/v1/tables.ts";
import { schema as usersSchema } from "../users/v1/tables.ts";

/** The tables that are asked, in the version that queries go to. */
export const users = sql.identifier([usersSchema, "users"]);
export const blocks = sql.identifier([usersSchema, "blocks"]);
export const words = sql.identifier([usersSchema, "words"]);
export const conversations = sql.identifier([conversationsSchema, "conversations"]);
/** Who pinned what and when. */
export const pinnings = sql.identifier([conversationsSchema, "pins"]);
export const publicRooms = sql.identifier([conversationsSchema, "public_rooms"]);
export const members = sql.identifier([membersSchema, "members"]);
export const bans = sql.identifier([membersSchema, "bans"]);
export const lines = sql.identifier([linesSchema, "lines"]);
export const reacted = sql.identifier([linesSchema, "reacted"]);
export const mentions = sql.identifier([linesSchema, "mentions"]);
export const pins = sql.identifier([linesSchema, "pins"]);
/** Primary data, beside the accounts. */
export const drafts = sql.identifier(["kept", "drafts"]);
export const saved = sql.identifier(["kept", "saved"]);
export const dismissals = sql.identifier(["accounts", "dismissed_announcements"]);
export const scheduled = sql.identifier([scheduledSchema, "scheduled"]);
export const teams = sql.identifier([teamsSchema, "teams"]);
export const announcements = sql.identifier([announcementsSchema, "announcements"]);
export const audited = {
  events: sql.identifier([auditSchema, "events"]),
  conversations: sql.identifier([auditSchema, "conversations"]),
  people: sql.identifier([auditSchema, "people"]),
  looks: sql.identifier([auditSchema, "looks"]),
  holds: sql.identifier([auditSchema, "holds"]),
};
export const searched = sql.identifier([searchSchema, "messages"]);
