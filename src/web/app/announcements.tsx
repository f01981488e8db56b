import { signal } from "@preact/signals";
import { dismissAnnouncement, getAnnouncements, type Announcement } from "../api/accounts.ts";
import { Icon } from "../parts/icon.tsx";
import { report } from "../store/report.ts";
import { t } from "../words/words.ts";

const announcements = signal<readonly Announcement[]>([]);

export async function loadAnnouncements(): Promise<void> {
  announcements.value = await getAnnouncements();
}

export function announced(announcement: Announcement): void {
  if (announcements.peek().some(({ id }) => id === announcement.id)) return;
  announcements.value = [announcement, ...announcements.peek()];
}

/** The newest that I have not put away, over the chat. */
export function AnnouncementStrip() {
  const [first] = announcements.value;
  if (!first) return null;
  const dismiss = (): void => {
    announcements.value = announcements.peek().filter(({ id }) => id !== first.id);
    void dismissAnnouncement(first.id).catch(report);
  };
  return (
    <p class="link-strip is-info" role="status">
      <Icon name="megaphone" size={18} />
      <span>
        <strong>{first.by_display_name}:</strong> {first.text}
      </span>
      <button type="button" onClick={dismiss}>
        {t("announce.dismiss")}
      </button>
    </p>
  );
}
