import {
  accountRoles,
  changeAccount,
  type Account,
  type AccountChange,
  type AccountRole,
} from "../api/administration.ts";
import { isProblem } from "../api/problem.ts";
import { Avatar } from "../parts/avatar.tsx";
import { IconButton } from "../parts/button.tsx";
import { confirm } from "../parts/confirm.tsx";
import { failureOf } from "../parts/failure.ts";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { toast } from "../parts/toast.tsx";
import { change, me } from "../store/store.ts";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";

interface RowProps {
  readonly account: Account;
  readonly onChange: (account: Account) => void;
}

/** Who somebody is, and what they may do in the whole deployment. */
export function AccountRow({ account, onChange }: RowProps) {
  const { id, display_name: name, username, email, roles, is_disabled: isDisabled } = account;
  const isMe = id === me.value?.id;
  const under = [username === null ? null : `@${username}`, email, isMe ? null : seenText(account)];
  return (
    <li class={`setting account-row ${isDisabled ? "is-disabled" : ""}`}>
      <Avatar id={id} name={name} size={40} />
      <span class="setting-words">
        <span class="setting-name account-name-line">
          <span class="cut">{name}</span>
          {isMe && <small>{t("common.you")}</small>}
          {isDisabled && <span class="tag is-warning">{t("account.disabled")}</span>}
          {roles.map((role) => (
            <span key={role} class="tag is-role">
              {t(`account.${role}`)}
            </span>
          ))}
        </span>
        <span class="setting-about cut">{under.filter((each) => each !== null).join(" · ")}</span>
      </span>
      <IconButton
        icon="more"
        label={t("members.actions", { name })}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => openActions(currentTarget, { account, onChange })}
      />
    </li>
  );
}

function seenText({ last_seen_at: seen }: Account): string {
  return seen === null ? t("account.never") : t("chat.last_seen", { time: timeOf(seen) }).toLowerCase();
}

function openActions(button: Element, row: RowProps): void {
  const { display_name: name } = row.account;
  const at = placeOf(button, { align: "right" });
  showOver((close) => <Menu label={t("members.actions", { name })} at={at} items={actionsFor(row)} onClose={close} />);
}

function actionsFor({ account, onChange }: RowProps): readonly (MenuItem | "line")[] {
  const { id, display_name: name, roles, is_disabled: isDisabled } = account;
  const isMe = id === me.peek()?.id;
  const save = async (wanted: AccountChange): Promise<void> => {
    const next = await changeAccount(id, wanted);
    onChange(next);
    const mine = me.peek();
    if (isMe && mine) change({ kind: "me", me: { ...mine, roles: next.roles } });
  };
  const attempt = (wanted: AccountChange): void => {
    void save(wanted).catch((error: unknown) => toast(refusalOf(error)));
  };
  const toggle = (role: AccountRole): void => {
    const isTaken = roles.includes(role);
    const next = isTaken ? roles.filter((each) => each !== role) : [...roles, role];
    if (isMe && isTaken && role === "administrator") askToResign(async () => save({ roles: next }));
    else attempt({ roles: next });
  };
  const choices = accountRoles.map((role) => ({
    label: t(`account.${role}`),
    hint: t(`account.${role}.can`),
    isTicked: roles.includes(role),
    run: () => toggle(role),
  }));
  if (isMe) return choices;
  const enable: MenuItem = { label: t("account.enable"), icon: "check", run: () => attempt({ is_disabled: false }) };
  const disable: MenuItem = {
    label: `${t("account.disable")}…`,
    icon: "ban",
    isDanger: true,
    run: () => askToDisable(name, async () => save({ is_disabled: true })),
  };
  return [...choices, "line", isDisabled ? enable : disable];
}

function askToDisable(name: string, run: () => Promise<void>): void {
  ask({
    title: t("account.disable.ask", { name }),
    text: t("account.disable.text"),
    action: t("account.disable.do"),
    run,
  });
}

function askToResign(run: () => Promise<void>): void {
  ask({ title: t("account.resign.ask"), text: t("account.resign.text"), action: t("account.resign.do"), run });
}

/** A refusal is said in the page: it is about the account, and the question has been answered. */
function ask({ run, ...question }: Parameters<typeof confirm>[0] & { readonly run: () => Promise<void> }): void {
  confirm({ ...question, run: async () => run().catch((error: unknown) => toast(refusalOf(error))) });
}

function refusalOf(error: unknown): string {
  return isProblem(error, "conflict") ? t("account.last") : failureOf(error);
}
