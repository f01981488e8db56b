import { deployment } from "../app/deployment.ts";
import { choose } from "../app/session.ts";
import { me } from "../store/store.ts";
import type { Locale } from "../wire/shapes.ts";
import { timeZone } from "../words/times.ts";
import { localeNames, localeNow, locales, t } from "../words/words.ts";
import { saveMe } from "./saving.ts";
import { Card, Choice } from "./setting.tsx";

/** In which language, and in which time zone times are shown. */
export function Language() {
  const speakIn = async (locale: Locale): Promise<void> => {
    if (await saveMe({ locale })) await choose(locale);
  };
  const moveTo = async (zone: string): Promise<void> => {
    if (await saveMe({ time_zone: zone })) timeZone.value = zone;
  };
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const chosen = me.value?.time_zone ?? deployment.value?.time_zone ?? here;
  const zones = [...new Set([chosen, ...Intl.supportedValuesOf("timeZone")])];
  return (
    <>
      <Card title={t("welcome.language")}>
        <Choice
          name={t("welcome.language")}
          values={locales}
          chosen={localeNow()}
          labelOf={(locale) => localeNames[locale]}
          onChange={(locale) => void speakIn(locale)}
        />
      </Card>
      <Card title={t("language.zone")}>
        <div class="setting">
          <select
            class="setting-select"
            aria-label={t("language.zone")}
            value={chosen}
            onChange={(event) => void moveTo(event.currentTarget.value)}
          >
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </select>
        </div>
      </Card>
    </>
  );
}
