import { useState } from "preact/hooks";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { me } from "../store/store.ts";
import { t } from "../words/words.ts";
import { saveMe } from "./saving.ts";
import { Card } from "./setting.tsx";

/** Who I am to others. */
export function Profile() {
  const mine = me.value;
  const [name, setName] = useState(mine?.display_name ?? "");
  if (!mine) return null;
  const isChanged = name.trim() !== "" && name.trim() !== mine.display_name;
  return (
    <Card>
      <form
        class="setting-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) void saveMe({ display_name: name.trim() });
        }}
      >
        <Avatar id={mine.id} name={mine.display_name} size={48} />
        <label class="field">
          <span>{t("welcome.name")}</span>
          <input
            value={name}
            maxLength={100}
            autoComplete="name"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <dl class="setting-facts">
          <dt>{t("welcome.username")}</dt>
          <dd>@{mine.username}</dd>
          <dt>{t("welcome.email")}</dt>
          <dd>{mine.email}</dd>
        </dl>
        <Button kind="main" type="submit" disabled={!isChanged}>
          {t("info.save")}
        </Button>
      </form>
    </Card>
  );
}
