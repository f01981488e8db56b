import { useState } from "preact/hooks";
import { getBlocked, unblock } from "../api/accounts.ts";
import { ListEnd } from "../pages/list-end.tsx";
import { usePages } from "../pages/use-pages.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { nameOf } from "../store/names.ts";
import type { Person } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { Card } from "./setting.tsx";

/** Whose direct messages one does not take; each can be let through again. */
export function Privacy() {
  const [unblocked, setUnblocked] = useState<ReadonlySet<string>>(new Set());
  const { items, ...end } = usePages("", async (cursor) => {
    const { users, next_cursor } = await getBlocked(cursor);
    return { items: users, next: next_cursor };
  });
  const letThrough = async ({ id, display_name }: Person): Promise<void> => {
    try {
      await unblock(id);
      setUnblocked((before) => new Set([...before, id]));
      toast(t("privacy.unblocked", { name: nameOf(id, display_name) }));
    } catch (error) {
      toast(failureOf(error));
    }
  };
  const blocked = (items ?? []).filter(({ id }) => !unblocked.has(id));
  return (
    <Card title={t("privacy.blocked")}>
      <p class="setting-about setting-under-title">{t("privacy.about")}</p>
      <ul>
        {blocked.map((person) => (
          <li key={person.id} class="setting">
            <Avatar id={person.id} name={nameOf(person.id, person.display_name)} size={36} />
            <span class="setting-words">
              <span class="setting-name cut">{nameOf(person.id, person.display_name)}</span>
              {person.username !== null && <span class="setting-about cut">@{person.username}</span>}
            </span>
            <Button onClick={() => void letThrough(person)}>{t("privacy.unblock")}</Button>
          </li>
        ))}
      </ul>
      {items !== null && blocked.length === 0 && !end.hasMore && <p class="setting-none">{t("privacy.none")}</p>}
      <ListEnd of={end} />
    </Card>
  );
}
