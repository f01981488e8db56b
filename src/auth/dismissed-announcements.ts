import type { Auth } from "./auth.ts";

/** Somebody does not want to see it any more. Saying so twice does no harm. */
export async function dismissAnnouncement(
  { pool, now }: Auth,
  { userId, announcementId }: { readonly userId: string; readonly announcementId: string },
): Promise<void> {
  await pool.query(
    `insert into accounts.dismissed_announcements (user_id, announcement_id, dismissed_at) values ($1, $2, $3)
     on conflict do nothing`,
    [userId, announcementId, now()],
  );
}
