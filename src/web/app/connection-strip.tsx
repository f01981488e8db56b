import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { connection, tryNow } from "../store/live.ts";
import { outgoing } from "../store/store.ts";
import { rich, t } from "../words/words.ts";

const connectingMs = 1_000;
const offlineMs = 5_000;
const backMs = 3_000;

/** Over the chat: how it is with the server, once it is worth saying. */
export function ConnectionStrip() {
  const now = useClock(connection.value.lostSince !== null);
  const back = useBack();
  return (
    <div class="strip-place" role="status">
      {stripOf(now, back)}
    </div>
  );
}

const strong = (words: readonly ComponentChildren[]) => <strong>{words}</strong>;

function stripOf(now: number, back: number | null) {
  const { lostSince, wasLive, link } = connection.value;
  if (lostSince === null)
    return (
      back !== null && (
        <p class="link-strip is-good">
          <Icon name="check" size={18} />
          <span>{t("link.back", { n: back })}</span>
        </p>
      )
    );
  const away = now - lostSince;
  if (away >= offlineMs) {
    const isOffline = !navigator.onLine;
    const waiting = outgoing.value.filter(({ status }) => status !== "failed").length;
    const seconds = link.state === "lost" ? Math.max(0, Math.ceil((link.retryAt - now) / 1_000)) : 0;
    return (
      <p class={`link-strip ${isOffline || waiting > 0 ? "is-warning" : "is-danger"}`}>
        <Icon name={isOffline || waiting > 0 ? "offline" : "alert"} size={18} />
        <span>
          {isOffline || waiting > 0
            ? rich("link.offline", { n: waiting, b: strong })
            : rich("link.unreachable", { b: strong })}{" "}
          {seconds > 0 && <span class="numbers">{t("link.again", { n: seconds })}</span>}
        </span>
        <button type="button" onClick={tryNow}>
          {t("link.try")}
        </button>
      </p>
    );
  }
  if (away < connectingMs && !(wasLive && link.state === "lost" && away >= connectingMs)) return null;
  return (
    <p class="link-strip is-info">
      <Icon name="spinner" size={18} class="spins" />
      <span>{t("link.connecting")}</span>
    </p>
  );
}

/** The time, each second while it is wanted. */
function useClock(isWanted: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!isWanted) return undefined;
    setNow(Date.now());
    const ticking = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(ticking);
  }, [isWanted]);
  return now;
}

/** For a moment after coming back from where it was said to be offline: how many messages went out. */
function useBack(): number | null {
  const [back, setBack] = useState<number | null>(null);
  const away = useRef<{ readonly since: number; waiting: number } | null>(null);
  const { lostSince, wasLive } = connection.value;
  if (lostSince !== null && wasLive) {
    const waiting = outgoing.value.filter(({ status }) => status !== "failed").length;
    away.current = { since: lostSince, waiting };
  }
  const isQueued = outgoing.value.some(({ status }) => status !== "failed");
  useEffect(() => {
    const left = away.current;
    if (lostSince !== null || isQueued || !left) return undefined;
    away.current = null;
    if (Date.now() - left.since < offlineMs) return undefined;
    setBack(left.waiting);
    const passing = setTimeout(() => setBack(null), backMs);
    return () => clearTimeout(passing);
  }, [lostSince, isQueued]);
  return back;
}
