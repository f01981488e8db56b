import { signal } from "@preact/signals";
import { dismissAnnouncement, getAnnouncements, type Announcement } from "../api/accounts.ts";
import { Icon } from "../parts/icon.tsx";
import { report } from "../store/report.ts";
import { rich, t } from "../words/words.ts";

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
  const all = announcements.value;
  const [first] = all;
  if (!first) return null;
  const dismiss = (): void => {
    announcements.value = announcements.peek().filter(({ id }) => id !== first.id);
    void dismissAnnouncement(first.id).catch(report);
  };
  return (
    <div class="link-strip is-info" role="status">
      <AnnouncementWords by={first.by_display_name} text={first.text} />
      {all.length > 1 && <span class="announcement-count numbers">{t("pins.of", { n: 1, total: all.length })}</span>}
      <button type="button" onClick={dismiss}>
        {t("announce.dismiss")}
      </button>
    </div>
  );
}

/** So long that it may have to be scrolled, which a keyboard can as well. */
const longText = 400;

/** Who says what to everybody. */
export function AnnouncementWords({ by, text }: { readonly by: string; readonly text: string }) {
  return (
    <>
      <Icon name="megaphone" size={18} />
      <span class="announcement-words" {...(text.length > longText && { tabIndex: 0 })}>
        {rich("announce.by", { name: by, text, b: (words) => <strong>{words}</strong> })}
      </span>
    </>
  );
}
