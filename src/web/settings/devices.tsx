import { useEffect, useState } from "preact/hooks";
import { endOtherSessions, endSession, getSessions, type Session } from "../api/accounts.ts";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { Card } from "./setting.tsx";

/** Where one is logged in; each can be logged out from here. */
export function Devices() {
  const [sessions, setSessions] = useState<readonly Session[] | null>(null);
  const load = async (): Promise<void> => setSessions(await getSessions());
  useEffect(() => {
    load().catch((error: unknown) => toast(failureOf(error)));
  }, []);
  const end = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
      await load();
    } catch (error) {
      toast(failureOf(error));
    }
  };
  if (!sessions) return null;
  return (
    <Card>
      {sessions.map(({ id, user_agent, last_seen_at, is_current }) => (
        <div key={id} class="setting">
          <span class="setting-words">
            <span class="setting-name">{deviceOf(user_agent)}</span>
            <span class="setting-about">
              {is_current ? t("devices.this") : t("devices.seen", { time: timeOf(last_seen_at) })}
            </span>
          </span>
          {!is_current && <Button onClick={() => void end(endSession(id))}>{t("list.log_out")}</Button>}
        </div>
      ))}
      {sessions.length > 1 && (
        <div class="setting">
          <Button kind="danger" onClick={() => void end(endOtherSessions())}>
            {t("devices.others")}
          </Button>
        </div>
      )}
    </Card>
  );
}

const browsers = ["Edg", "Firefox", "Chrome", "Safari"] as const;
const systems = ["Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"] as const;

/** What a browser says of itself, in few words. */
function deviceOf(agent: string | null): string {
  const browser = browsers.find((each) => agent?.includes(each));
  const system = systems.find((each) => agent?.includes(each));
  const known = [browser === "Edg" ? "Edge" : browser, system].filter((each) => each !== undefined);
  return known.length > 0 ? known.join(", ") : (agent ?? t("devices.unknown"));
}
