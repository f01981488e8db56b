import { useState } from "preact/hooks";
import { listAccounts, type Account } from "../api/administration.ts";
import { onFollow } from "../app/router.ts";
import { useSettled } from "../desk/use-settled.ts";
import { SearchField } from "../parts/search-field.tsx";
import { ListEnd } from "../pages/list-end.tsx";
import { usePages } from "../pages/use-pages.ts";
import { Card } from "../settings/setting.tsx";
import { t } from "../words/words.ts";
import { AccountRow } from "./account-row.tsx";
import "./admin.css";
import { Invitations } from "./invitations.tsx";
import { NewAccount } from "./new-account.tsx";

/** Everybody who has an account here, their roles, and invitations. */
export function People() {
  const [typed, setTyped] = useState("");
  const query = useSettled(typed);
  const [changed, setChanged] = useState<ReadonlyMap<string, Account>>(new Map());
  const [made, setMade] = useState<readonly Account[]>([]);
  const { items, ...end } = usePages(query, async (cursor) => {
    const { users, next_cursor } = await listAccounts(query, cursor);
    return { items: users, next: next_cursor };
  });
  const listed = items ?? [];
  // Whoever is new stands first until the list is asked for anew.
  const shown = [...made.filter(({ id }) => query === "" && listed.every((each) => each.id !== id)), ...listed];
  return (
    <>
      <Invitations />
      <NewAccount onMade={(account) => setMade([account, ...made])} />
      <Card title={t("switcher.people")}>
        <div class="account-search">
          <SearchField label={t("people.find")} value={typed} onInput={setTyped} />
        </div>
        <ul>
          {shown.map((account) => (
            <AccountRow
              key={account.id}
              account={changed.get(account.id) ?? account}
              onChange={(next) => setChanged(new Map(changed).set(next.id, next))}
            />
          ))}
        </ul>
        {items?.length === 0 && <p class="account-none">{t("new.nobody", { query })}</p>}
        <ListEnd of={end} />
      </Card>
      <p class="account-holds">
        <a class="text-link" href="/audit/holds" onClick={onFollow}>
          {t("people.holds")}
        </a>
      </p>
    </>
  );
}
