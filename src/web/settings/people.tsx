import { useEffect, useState } from "preact/hooks";
import { changeAccount, invite, listAccounts, type Account } from "../api/administration.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button, IconButton } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { toast } from "../parts/toast.tsx";
import { usePages } from "../pages/use-pages.ts";
import { me } from "../store/store.ts";
import { t } from "../words/words.ts";
import { Card } from "./setting.tsx";

const roles = ["administrator", "auditor", "operator"] as const;

/** Everybody who has an account here, their roles, and invitations. */
export function People() {
  const [query, setQuery] = useState("");
  const [changed, setChanged] = useState<ReadonlyMap<string, Account>>(new Map());
  const { items, hasMore, more, failure } = usePages(query, async (cursor) => {
    const { users, next_cursor } = await listAccounts(query, cursor);
    return { items: users, next: next_cursor };
  });
  const accounts = (items ?? []).map((each) => changed.get(each.id) ?? each);
  return (
    <>
      <Invite />
      <Card title={t("settings.people")}>
        <label class="search-field setting-search">
          <Icon name="search" size={18} />
          <input
            type="search"
            aria-label={t("people.find")}
            placeholder={t("people.find")}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
        {accounts.map((account) => (
          <AccountRow
            key={account.id}
            account={account}
            onChange={(next) => setChanged(new Map(changed).set(next.id, next))}
          />
        ))}
        {hasMore && <Button onClick={more}>{t("found.more")}</Button>}
        <p class="page-failure" role="alert">
          {failure}
        </p>
      </Card>
    </>
  );
}

interface RowProps {
  readonly account: Account;
  readonly onChange: (account: Account) => void;
}

function AccountRow({ account, onChange }: RowProps) {
  const { id, display_name: name, username, roles: held, is_disabled: isDisabled } = account;
  const save = async (change: Parameters<typeof changeAccount>[1]): Promise<void> => {
    try {
      onChange(await changeAccount(id, change));
    } catch (error) {
      toast(failureOf(error));
    }
  };
  const items: readonly (MenuItem | "line")[] = [
    ...roles.map((role) => ({
      label: t(`account.${role}`),
      isChecked: held.includes(role),
      run: () => void save({ roles: held.includes(role) ? held.filter((each) => each !== role) : [...held, role] }),
    })),
    "line",
    {
      label: t(isDisabled ? "account.enable" : "account.disable"),
      isDanger: !isDisabled,
      run: () => void save({ is_disabled: !isDisabled }),
    },
  ];
  return (
    <div class="setting">
      <Avatar id={id} name={name} size={36} />
      <span class="setting-words">
        <span class="setting-name cut">{name}</span>
        <span class="setting-about cut">
          {[`@${username}`, ...held.map(roleName), ...(isDisabled ? [t("account.disabled")] : [])].join(" · ")}
        </span>
      </span>
      {id !== me.value?.id && (
        <IconButton
          icon="more"
          label={t("members.actions", { name })}
          aria-haspopup="menu"
          onClick={({ currentTarget }) =>
            showOver((close) => (
              <Menu label={name} at={placeOf(currentTarget, { align: "right" })} items={items} onClose={close} />
            ))
          }
        />
      )}
    </div>
  );
}

function roleName(role: string): string {
  const known = roles.find((each) => each === role);
  return known ? t(`account.${known}`) : role;
}

function Invite() {
  const [email, setEmail] = useState("");
  const [link, setLink] = useState("");
  useEffect(() => setLink(""), [email]);
  const make = async (): Promise<void> => {
    try {
      const { url } = await invite(email.trim());
      setLink(url);
      await navigator.clipboard?.writeText(url).then(() => toast(t("toast.link")));
    } catch (error) {
      toast(failureOf(error));
    }
  };
  return (
    <Card title={t("invite.title")}>
      <form
        class="setting-form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <label class="field">
          <span>{t("invite.email")}</span>
          <input type="email" value={email} onInput={(event) => setEmail(event.currentTarget.value)} />
        </label>
        <Button kind="main" type="submit" icon="link">
          {t("invite.make")}
        </Button>
        {link !== "" && <output class="setting-link">{link}</output>}
      </form>
    </Card>
  );
}
