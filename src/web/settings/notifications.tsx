import { useState } from "preact/hooks";
import { playSound, show } from "../app/notify.ts";
import { prefer, preferences, type Preferences } from "../app/preferences.ts";
import { changeMySettings } from "../api/conversations.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { titleOf } from "../store/names.ts";
import { report } from "../store/report.ts";
import { inOrder, me } from "../store/store.ts";
import { t } from "../words/words.ts";
import { saidSaved, saveMe } from "./saving.ts";
import { Card, Choice, Switch } from "./setting.tsx";
import { TestMail } from "./test-mail.tsx";

const mails = ["at_once", "digest", "daily", "off"] as const;

/** How one is told of messages while looking elsewhere. */
export function Notifications() {
  const { showsWords, sounds, vibrates, notifies } = preferences.value;
  const set = (change: Partial<Preferences>): void => {
    prefer(change);
    saidSaved();
  };
  const [permission, setPermission] = useState(permissionNow());
  const turn = async (isOn: boolean): Promise<void> => {
    if (isOn && permission === "default") setPermission(await Notification.requestPermission());
    set({ notifies: isOn && permissionNow() === "granted" });
  };
  const canVibrate = "vibrate" in navigator && matchMedia("(pointer: coarse)").matches;
  const tried = { title: t("app.name"), text: t("notify.tried"), tag: "try", address: "/settings/notifications" };
  return (
    <>
      <Card title={t("notify.here")}>
        <Switch
          name={t("notify.browser")}
          about={t(permission === "denied" ? "notify.blocked" : "notify.browser.about")}
          isOn={notifies && permission === "granted"}
          isDisabled={permission === "denied"}
          onChange={(isOn) => void turn(isOn).catch(report)}
        >
          {notifies && permission === "granted" && <Button onClick={() => show(tried)}>{t("notify.try")}</Button>}
        </Switch>
        <Switch
          name={t("notify.words")}
          about={t("notify.words.about")}
          isOn={showsWords}
          onChange={(isOn) => set({ showsWords: isOn })}
        />
        <Switch name={t("notify.sound")} isOn={sounds} onChange={(isOn) => set({ sounds: isOn })}>
          <Button onClick={playSound}>{t("notify.try")}</Button>
        </Switch>
        <Switch
          name={t("notify.vibration")}
          {...(!canVibrate && { about: t("notify.vibration.none") })}
          isOn={vibrates && canVibrate}
          isDisabled={!canVibrate}
          onChange={(isOn) => set({ vibrates: isOn })}
        >
          {canVibrate && <Button onClick={() => navigator.vibrate(80)}>{t("notify.try")}</Button>}
        </Switch>
      </Card>
      <Card title={t("welcome.email")}>
        {me.value?.is_email_refused === true && (
          <p class="note setting-note">
            <Icon name="alert" />
            <span>{t("mail.refused", { email: me.value.email ?? "" })}</span>
          </p>
        )}
        {typeof me.value?.email === "string" && <TestMail email={me.value.email} />}
        <Choice
          name={t("welcome.email")}
          values={mails}
          chosen={me.value?.notify_email ?? null}
          labelOf={(mail) => t(`mail.${mail}`)}
          aboutOf={(mail) => t(`mail.${mail}.about`)}
          onChange={(mail) => void saveMe({ notify_email: mail })}
        />
      </Card>
      <Muted />
    </>
  );
}

function permissionNow(): NotificationPermission {
  return "Notification" in globalThis ? Notification.permission : "denied";
}

/** Conversations that are quiet whatever is set above. */
function Muted() {
  const muted = inOrder.value.filter(({ is_muted }) => is_muted);
  if (muted.length === 0) return null;
  return (
    <Card title={t("notify.muted")}>
      {muted.map((each) => (
        <div key={each.id} class="setting">
          <Avatar id={each.id} name={titleOf(each)} size={32} kind={each.kind === "direct" ? "person" : "group"} />
          <span class="setting-words cut">{titleOf(each)}</span>
          <Button kind="quiet" onClick={() => void changeMySettings(each.id, { is_muted: false }).catch(report)}>
            {t("list.unmute")}
          </Button>
        </div>
      ))}
    </Card>
  );
}
