import { choose, leave } from "../app/session.ts";
import { openNewConversation, openSwitcher } from "../dialogs/open.ts";
import { Avatar } from "../parts/avatar.tsx";
import { IconButton } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import type { IconName } from "../parts/icons.ts";
import { AnnouncementStrip } from "../app/announcements.tsx";
import { ConnectionStrip } from "../app/connection-strip.tsx";
import { goTo, onFollow, route } from "../app/router.ts";
import { Mark } from "../parts/mark.tsx";
import { Menu } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { toast } from "../parts/toast.tsx";
import { connection } from "../store/live.ts";
import { me, mentionTotal, unreadTotal } from "../store/store.ts";
import { clockOf } from "../words/times.ts";
import { localeNames, locales, localeNow, t } from "../words/words.ts";
import { modifier } from "../app/modifier.ts";
import { Filters, filter } from "./filters.tsx";
import { IncidentFilters } from "./incident-filters.tsx";
import { List } from "./list.tsx";

/** The left side: everything one is in. */
export function ListPane() {
  const [mayLook, mayOperate] = [is("auditor"), is("operator")];
  return (
    <nav class="list-pane" aria-label={t("list.label")}>
      <header class="list-head">
        <Mark />
        <h1 class="list-name">{t("list.title")}</h1>
        <button type="button" class="list-search" onClick={openSwitcher} aria-keyshortcuts="Control+K Meta+K">
          <Icon name="search" size={18} />
          <span class="list-search-words">{t("list.search")}</span>
          <kbd>{modifier} K</kbd>
        </button>
        <IconButton icon="compose" label={t("list.new")} class="list-new" onClick={openNewConversation} />
        <span class="list-me-small">
          <Account />
        </span>
      </header>
      <div class="list-strips">
        <AnnouncementStrip />
        <ConnectionStrip />
      </div>
      <Filters />
      {filter.value === "incidents" && <IncidentFilters />}
      <List />
      <footer class="list-foot">
        <Account />
        <FootLink to="/mentions" icon="at" label={t("mentions.title")} />
        <FootLink to="/saved" icon="bookmark" label={t("saved.title")} />
        {mayLook && <FootLink to="/audit" icon="shield" label={t("list.audit")} />}
        {mayOperate && <FootLink to="/operations" icon="gauge" label={t("list.operations")} />}
        <FootLink to="/settings" icon="settings" label={t("settings.title")} />
      </footer>
      <div class="tab-bar">
        <Tab to="/" icon="messageCircle" label={t("list.chats")} count={unreadTotal.value} />
        <Tab to="/mentions" icon="at" label={t("mentions.tab")} count={mentionTotal.value} />
        <Tab to="/saved" icon="bookmark" label={t("saved.tab")} />
        <Tab to="/settings" icon="settings" label={t("settings.title")} />
      </div>
    </nav>
  );
}

interface LinkProps {
  readonly to: string;
  readonly icon: IconName;
  readonly label: string;
}

function FootLink({ to, icon, label }: LinkProps) {
  return (
    <a
      class="icon-button"
      href={to}
      aria-label={label}
      data-tooltip={label}
      aria-current={isAt(to) ? "page" : undefined}
      onClick={onFollow}
    >
      <Icon name={icon} />
    </a>
  );
}

/** On phones, below. */
function Tab({ to, icon, label, count = 0 }: LinkProps & { readonly count?: number }) {
  const isCurrent = isAt(to);
  return (
    <a
      class={`tab ${isCurrent ? "is-current" : ""}`}
      href={to}
      aria-current={isCurrent ? "page" : undefined}
      onClick={onFollow}
    >
      <span class="tab-icon">
        <Icon name={icon} />
        {count > 0 && <span class="badge numbers">{count}</span>}
      </span>
      {label}
    </a>
  );
}

function is(role: "auditor" | "operator"): boolean {
  return me.value?.roles.includes(role) ?? false;
}

function isAt(address: string): boolean {
  const { page } = route.value;
  return address === "/" ? page === "list" || page === "conversation" : address === `/${page}`;
}

/** Who I am, and how it is between here and the server. */
function Account() {
  const person = me.value;
  if (!person) return null;
  const isLive = connection.value.lostSince === null;
  return (
    <button
      type="button"
      class="account"
      aria-haspopup="menu"
      aria-label={`${t("list.me", { name: person.display_name })}, ${linkText()}`}
      onClick={(event) => openAccountMenu(event.currentTarget)}
    >
      <Avatar id={person.id} name={person.display_name} size={36} isOnline={isLive} />
      <span class="account-words" aria-hidden="true">
        <span class="account-name cut">{person.display_name}</span>
        <span class={`account-link ${isLive ? "" : "is-lost"}`}>{linkText()}</span>
      </span>
    </button>
  );
}

function linkText(): string {
  const { lostSince, wasLive } = connection.value;
  if (lostSince === null && wasLive) return t("link.live");
  if (lostSince === null || !wasLive) return t("link.connecting");
  return t("link.offline_since", { time: clockOf(new Date(lostSince).toISOString()) });
}

/** On phones there is no other way to them. */
function desks() {
  const audit = { label: t("list.audit"), icon: "shield" as const, run: () => goTo("/audit") };
  const operations = { label: t("list.operations"), icon: "gauge" as const, run: () => goTo("/operations") };
  return [...(is("auditor") ? [audit] : []), ...(is("operator") ? [operations] : [])];
}

function openAccountMenu(button: HTMLElement): void {
  const languages = locales.map((locale) => ({
    label: localeNames[locale],
    isChecked: locale === localeNow(),
    run: () => void choose(locale),
  }));
  const logOut = {
    label: t("list.log_out"),
    icon: "logOut" as const,
    run: () => void leave().catch((error: unknown) => toast(failureOf(error))),
  };
  showOver((close) => (
    <Menu
      label={me.value?.display_name ?? ""}
      at={placeOf(button, { side: "above" })}
      items={[...languages, "line", ...desks(), logOut]}
      onClose={close}
    />
  ));
}
