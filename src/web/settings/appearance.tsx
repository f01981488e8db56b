import { prefer, preferences } from "../app/preferences.ts";
import { t } from "../words/words.ts";
import { saidSaved } from "./saving.ts";
import { Card, Choice } from "./setting.tsx";

const themes = ["system", "light", "dark"] as const;

/** Light or dark, in this browser. */
export function Appearance() {
  return (
    <Card>
      <Choice
        name={t("settings.appearance")}
        values={themes}
        chosen={preferences.value.theme}
        labelOf={(theme) => t(`theme.${theme}`)}
        onChange={(theme) => {
          prefer({ theme });
          saidSaved();
        }}
      />
    </Card>
  );
}
