import { z } from "zod";
import type { People } from "../../domain/user/people.ts";
import type { AnnouncementRow } from "../../projections/reads/announcements.ts";
import { displayNameOf } from "../../wire/people.ts";
import { named, time } from "../schemas/described.ts";

export const announcement = named(
  z.object({
    id: z.string(),
    by: z.string(),
    by_display_name: z.string(),
    text: z.string(),
    created_at: time,
  }),
  "Announcement",
);

export function announcementJson(row: AnnouncementRow, people: People): z.output<typeof announcement> {
  const { id, by, text, madeAt } = row;
  return { id, by, by_display_name: displayNameOf(people, by), text, created_at: madeAt };
}
