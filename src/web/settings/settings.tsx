import type { ComponentType } from "preact";
import "./settings.css";
import { Announcing } from "../admin/announcing.tsx";
import { People } from "../admin/people.tsx";
import { isNarrow } from "../app/narrow.ts";
import { goTo, onFollow, sections, type Section } from "../app/router.ts";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import type { IconName } from "../parts/icons.ts";
import { me } from "../store/store.ts";
import { t } from "../words/words.ts";
import { Appearance } from "./appearance.tsx";
import { Devices } from "./devices.tsx";
import { Language } from "./language.tsx";
import { Notifications } from "./notifications.tsx";
import { NewPassword } from "./new-password.tsx";
import { Privacy } from "./privacy.tsx";
import { Profile } from "./profile.tsx";
import { savedNow } from "./saving.ts";

const shown: Readonly<Record<Section, { readonly icon: IconName; readonly Part: ComponentType }>> = {
  profile: { icon: "user", Part: Profile },
  notifications: { icon: "bell", Part: Notifications },
  appearance: { icon: "moon", Part: Appearance },
  language: { icon: "languages", Part: Language },
  privacy: { icon: "shield", Part: Privacy },
  devices: { icon: "devices", Part: Devices },
  password: { icon: "key", Part: NewPassword },
  people: { icon: "users", Part: People },
  announcement: { icon: "megaphone", Part: Announcing },
};

const administrators: readonly Section[] = ["people", "announcement"];

/** Everything that one sets, in place of list and conversation; each change is saved at once. */
export function Settings({ section }: { readonly section: Section | null }) {
  const isAdministrator = me.value?.roles.includes("administrator") ?? false;
  const mine = sections.filter((each) => !administrators.includes(each));
  const now = section ?? "profile";
  const isAllowed = isAdministrator || !administrators.includes(now);
  const { Part } = shown[isAllowed ? now : "profile"];
  // On a phone the list of sections stands alone.
  const current = section === null && isNarrow.value ? null : now;
  return (
    <div class={`settings ${section === null ? "shows-sections" : "shows-section"}`}>
      <nav class="settings-nav" aria-label={t("settings.title")}>
        <header class="settings-head">
          <IconButton icon="back" label={t("chat.back")} onClick={() => goTo("/")} />
          <h1>{t("settings.title")}</h1>
        </header>
        <Links of={mine} now={current} />
        {isAdministrator && (
          <>
            <h2>{t("settings.administrator")}</h2>
            <Links of={administrators} now={current} />
          </>
        )}
      </nav>
      <main class="settings-section">
        <header class="settings-head">
          <a class="icon-button settings-back" href="/settings" onClick={onFollow} aria-label={t("common.back")}>
            <Icon name="back" />
          </a>
          <h1>{t(`settings.${isAllowed ? now : "profile"}`)}</h1>
          <p class="settings-saved" role="status">
            {savedNow.value && (
              <>
                <Icon name="check" size={16} /> {t("settings.saved")}
              </>
            )}
          </p>
        </header>
        <div class="settings-scroll">
          <div class="settings-column">
            <Part key={now} />
          </div>
        </div>
      </main>
    </div>
  );
}

function Links({ of, now }: { readonly of: readonly Section[]; readonly now: Section | null }) {
  return (
    <ul>
      {of.map((each) => (
        <li key={each}>
          <a
            class="settings-link"
            href={`/settings/${each}`}
            aria-current={each === now ? "page" : undefined}
            onClick={onFollow}
          >
            <Icon name={shown[each].icon} />
            <span>
              <span class="settings-name">{t(`settings.${each}`)}</span>
              <span class="settings-about">{t(`settings.${each}.about`)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
