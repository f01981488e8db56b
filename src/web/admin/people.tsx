import { useEffect, useState } from "preact/hooks";
import { listAccounts, type Account } from "../api/administration.ts";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { usePages } from "../pages/use-pages.ts";
import { Card } from "../settings/setting.tsx";
import { t } from "../words/words.ts";
import { AccountRow } from "./account-row.tsx";
import "./admin.css";
import { Invitations } from "./invitations.tsx";

const settleMs = 200;

/** Everybody who has an account here, their roles, and invitations. */
export function People() {
  const [typed, setTyped] = useState("");
  const query = useSettled(typed);
  const [changed, setChanged] = useState<ReadonlyMap<string, Account>>(new Map());
  const { items, hasMore, more, failure } = usePages(query, async (cursor) => {
    const { users, next_cursor } = await listAccounts(query, cursor);
    return { items: users, next: next_cursor };
  });
  return (
    <>
      <Invitations />
      <Card title={t("switcher.people")}>
        <div class="account-search">
          <label class="search-field">
            <Icon name="search" size={18} />
            <input
              type="search"
              aria-label={t("people.find")}
              placeholder={t("people.find")}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
        </div>
        <ul>
          {(items ?? []).map((account) => (
            <AccountRow
              key={account.id}
              account={changed.get(account.id) ?? account}
              onChange={(next) => setChanged(new Map(changed).set(next.id, next))}
            />
          ))}
        </ul>
        {items?.length === 0 && <p class="account-none">{t("new.nobody", { query })}</p>}
        {hasMore && (
          <div class="account-more">
            <Button onClick={more}>{t("found.more")}</Button>
          </div>
        )}
        <p class="page-failure" role="alert">
          {failure}
        </p>
      </Card>
    </>
  );
}

/** What was typed, once nothing more is typed for a moment. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const settling = setTimeout(() => setSettled(typed.trim()), settleMs);
    return () => clearTimeout(settling);
  }, [typed]);
  return settled;
}
