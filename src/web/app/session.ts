import { effect, signal } from "@preact/signals";
import { getDeployment, getMe, logOut } from "../api/accounts.ts";
import { isProblem } from "../api/problem.ts";
import { goLive, goQuiet, isLeading, onTold } from "../store/live.ts";
import { keepOutgoing, keptOutgoing } from "../store/outbox-kept.ts";
import { change, outbox, outgoing, state } from "../store/store.ts";
import type { Me } from "../wire/shapes.ts";
import { timeZone } from "../words/times.ts";
import { localeFor, speak } from "../words/words.ts";
import { report } from "../store/report.ts";
import { announced, loadAnnouncements } from "./announcements.tsx";
import { deployment } from "./deployment.ts";
import { broughtAs } from "./from-link.ts";
import { notifyOf } from "./notify.ts";

export type Phase = "starting" | "welcome" | "in" | "unreachable";
export const phase = signal<Phase>("starting");

const localeName = "verbatim-locale";

/** Finds out who is here, if anybody, and in which language. */
export async function start(): Promise<void> {
  try {
    const asked = getDeployment();
    const asking = getMe().catch((error: unknown) => {
      if (isProblem(error, "unauthenticated")) return null;
      throw error;
    });
    const [allowed, me] = await Promise.all([asked, asking]);
    deployment.value = allowed;
    timeZone.value = allowed.time_zone;
    const chosen = localStorage.getItem(localeName);
    // A profile in which none was chosen says the deployment's.
    const mine = me && me.locale !== allowed.locale ? me.locale : null;
    const wanted = [chosen, mine, ...navigator.languages].filter((each) => each !== null);
    await speak(localeFor(wanted, allowed.locale));
    // Whoever comes to set a password anew does that first, even if somebody is logged in.
    if (me && broughtAs("reset") === "") await comeIn(me);
    else phase.value = "welcome";
  } catch {
    // Without an answer nobody knows the language that was set: the browser's will do.
    await speak(localeFor(navigator.languages, "en"));
    phase.value = "unreachable";
  }
}

/** Somebody is logged in. */
export async function comeIn(known?: Me): Promise<void> {
  const me = known ?? (await getMe());
  change({ kind: "me", me });
  timeZone.value = me.time_zone ?? deployment.value?.time_zone ?? null;
  phase.value = "in";
  for (const each of keptOutgoing(me.id)) change({ kind: "written", outgoing: each });
  effect(() => keepOutgoing(me.id, outgoing.value));
  onTold((told) => {
    if (told.event === "new_message" && isLeading()) notifyOf(told.message);
    else if (told.event === "announcement") announced({ ...told, id: told.announcement_id });
  });
  await goLive(me.id);
  void loadAnnouncements().catch(report);
  outbox.resume();
}

export async function choose(locale: Parameters<typeof speak>[0]): Promise<void> {
  localStorage.setItem(localeName, locale);
  await speak(locale);
}

/** Loads the page anew, so that nothing of this person is left in it. */
export async function leave(): Promise<void> {
  const { me } = state.peek();
  await logOut();
  if (me) keepOutgoing(me.id, []);
  goQuiet();
  location.assign("/");
}
