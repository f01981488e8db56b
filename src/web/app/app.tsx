import { useEffect } from "preact/hooks";
import { Chat } from "../chat/chat.tsx";
import { closeDialog, openDialog, openShortcuts, openSwitcher } from "../dialogs/open.ts";
import { ListPane } from "../list/list-pane.tsx";
import { Button } from "../parts/button.tsx";
import { Later } from "../parts/later.tsx";
import { Overlays } from "../parts/overlays.tsx";
import { Toasts } from "../parts/toast.tsx";
import { change, mentionTotal, typing, unreadTotal } from "../store/store.ts";
import { connection, hasSessionEnded } from "../store/live.ts";
import { rich, speakAtDesk, t } from "../words/words.ts";
import { AnnouncementStrip } from "./announcements.tsx";
import { ConnectionStrip } from "./connection-strip.tsx";
import { Empty } from "./empty.tsx";
import { isModified } from "./modifier.ts";
import { preferences } from "./preferences.ts";
import { isNarrow } from "./narrow.ts";
import { route, type Route } from "./router.ts";
import { phase, start } from "./session.ts";
import { Welcome } from "./welcome.tsx";

export function App() {
  useTheme();
  useLinkMark();
  if (phase.value === "starting") return null;
  if (phase.value === "unreachable")
    return (
      <main class="unreachable">
        <p>{rich("link.unreachable", { b: (words) => <strong>{words}</strong> })}</p>
        <Button kind="main" onClick={() => void start()}>
          {t("link.try")}
        </Button>
      </main>
    );
  if (phase.value === "welcome") return <Welcome />;
  return <Messenger />;
}

const loadPages = async () => (await import("../pages/all.tsx")).AnyPage;
const loadSettings = async () => (await import("../settings/settings.tsx")).Settings;
/** With the sentences that only auditors and operators are told. */
const loadAudit = async () => {
  const [{ Audit }] = await Promise.all([import("../audit/audit.tsx"), speakAtDesk()]);
  return Audit;
};
const loadHolds = async () => {
  const [{ Holds }] = await Promise.all([import("../audit/holds.tsx"), speakAtDesk()]);
  return Holds;
};
const loadOperations = async () => {
  const [{ Operations }] = await Promise.all([import("../operations/operations.tsx"), speakAtDesk()]);
  return Operations;
};
const loadDialogs = async () => (await import("../dialogs/all.tsx")).AnyDialog;

function Messenger() {
  useShortcuts();
  useTitle();
  useTypingPassing();
  useEffect(() => {
    if (hasSessionEnded.value) location.assign("/");
  }, [hasSessionEnded.value]);
  const now = route.value;
  const isOpen = now.page !== "list";
  const dialog = openDialog.value;
  const whole = wholePage(now);
  if (whole)
    return (
      <>
        {whole}
        <Overlays />
        <Toasts />
      </>
    );
  return (
    <div
      class={`messenger ${isOpen ? "shows-chat" : "shows-list"}`}
      // Where the list stands alone, it is what the page is about.
      {...(isNarrow.value && !isOpen && { role: "main" as const })}
    >
      <ListPane />
      <div class="chat-side">
        <AnnouncementStrip />
        <ConnectionStrip />
        <div class="chat-with-panel">
          <Shown at={now} />
        </div>
      </div>
      {dialog && <Later load={loadDialogs} with={{ dialog }} />}
      <Overlays />
      <Toasts />
    </div>
  );
}

/** What takes the place of list and conversation. */
function wholePage(at: Route) {
  switch (at.page) {
    case "settings":
      return <Later load={loadSettings} with={{ section: at.section }} />;
    case "audit":
      return <Later load={loadAudit} with={{ conversationId: at.id }} />;
    case "holds":
      return <Later load={loadHolds} with={{}} />;
    case "operations":
      return <Later load={loadOperations} with={{ tab: at.tab }} />;
    default:
      return null;
  }
}

/** What stands beside the list. */
function Shown({ at }: { readonly at: Route }) {
  switch (at.page) {
    case "list":
      return <Empty />;
    case "conversation":
      return <Chat key={at.id} id={at.id} target={at.sequence} />;
    case "search":
      return <Later load={loadPages} with={{ at }} />;
    case "mentions":
    case "saved":
      return <Later load={loadPages} with={{ at: { page: at.page } }} />;
    default:
      return null;
  }
}

/** Says on the page itself whether it hears the server, for styles and for whoever drives a browser. */
function useLinkMark(): void {
  const { state } = connection.value.link;
  useEffect(() => void (document.documentElement.dataset["link"] = state), [state]);
}

/** Light or dark by choice, otherwise like the system. */
function useTheme(): void {
  const { theme } = preferences.value;
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
}

function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isSwitch = isModified(event) && event.key.toLowerCase() === "k";
      const isHelp = event.key === "?" && !isWriting(event.target);
      if (!isSwitch && !isHelp) return;
      event.preventDefault();
      if (isHelp) openShortcuts();
      else if (openDialog.peek()?.name === "switcher") closeDialog();
      else openSwitcher();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** What waits stands in the tab's title. */
function useTitle(): void {
  const waiting = unreadTotal.value;
  const mark = mentionTotal.value > 0 ? "@" : "";
  useEffect(() => {
    document.title = waiting > 0 ? `(${mark}${waiting}) ${t("app.name")}` : t("app.name");
  }, [waiting, mark]);
}

/** Whoever ceases to type without saying so is shown for a while, and no longer. */
function useTypingPassing(): void {
  const now = typing.value;
  useEffect(() => {
    const ends = [...now.values()].flatMap((people) => [...people.values()].map(({ until }) => until));
    if (ends.length === 0) return undefined;
    const wait = Math.max(0, Math.min(...ends) - Date.now());
    const passing = setTimeout(() => change({ kind: "typing-passed", at: Date.now() }), wait + 10);
    return () => clearTimeout(passing);
  }, [now]);
}
