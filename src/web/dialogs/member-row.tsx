import { ban, changeMember, removeMember, startConversation } from "../api/conversations.ts";
import { addressOf, goTo } from "../app/router.ts";
import { mayAdminister, mayChange, mayModerate } from "../chat/rights.ts";
import { Avatar } from "../parts/avatar.tsx";
import { IconButton } from "../parts/button.tsx";
import { confirm } from "../parts/confirm.tsx";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { toast } from "../parts/toast.tsx";
import { nameOf } from "../store/names.ts";
import { loadHead } from "../store/open-conversation.ts";
import { change, myId, presence, typing } from "../store/store.ts";
import type { Conversation, Member, Role } from "../wire/shapes.ts";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";

interface MemberRowProps {
  readonly member: Member;
  readonly conversation: Conversation;
}

export function MemberRow({ member, conversation }: MemberRowProps) {
  const { user, role, muted_until: mutedUntil } = member;
  const name = nameOf(user.id, user.display_name);
  const isMe = user.id === myId.value;
  const isBelow = !isMe && mayChange(conversation, member);
  const isMuted = mutedUntil !== null && Date.parse(mutedUntil) > Date.now();
  return (
    <li class="member">
      <Avatar id={user.id} name={name} size={40} isOnline={isMe || presence.value.get(user.id)?.status === "online"} />
      <span class="member-words">
        <span class="member-name cut">
          {name} {isMe && <small>{t("common.you")}</small>}
          {isMuted && <span class="tag is-warning">{t("members.muted", { time: timeOf(mutedUntil) })}</span>}
        </span>
        <span class="member-under cut">
          @{user.username} · {underOf({ member, conversation })}
        </span>
      </span>
      {isBelow && mayAdminister(conversation) ? (
        <button
          type="button"
          class="role-button"
          aria-haspopup="menu"
          aria-label={`${t("members.role", { name })}: ${t(`role.${role}`)}`}
          onClick={(event) => openRoles(event.currentTarget, { member, conversation })}
        >
          {t(`role.${role}`)} <Icon name="chevronDown" size={16} />
        </button>
      ) : (
        <span class="role">
          {role === "owner" && <Icon name="crown" size={16} />} {t(`role.${role}`)}
        </span>
      )}
      {!isMe && (
        <IconButton
          icon="more"
          label={t("members.actions", { name })}
          aria-haspopup="menu"
          onClick={(event) => openActions(event.currentTarget, { member, conversation })}
        />
      )}
    </li>
  );
}

function underOf({ member: { user, last_read_sequence: read, last_read_at }, conversation }: MemberRowProps): string {
  if (typing.value.get(conversation.id)?.has(user.id)) return t("chat.typing.one", { a: "" }).trim();
  const seen = presence.value.get(user.id);
  if (seen?.status === "online") return t("chat.online").toLowerCase();
  if (seen?.last_seen) return t("chat.last_seen", { time: timeOf(seen.last_seen) }).toLowerCase();
  if (last_read_at !== null && read >= conversation.last_sequence) return t("message.read").toLowerCase();
  return t("chat.offline").toLowerCase();
}

const roles: readonly Role[] = ["owner", "admin", "moderator", "member", "viewer"];

function openRoles(button: Element, { member, conversation }: MemberRowProps): void {
  const items = roles
    .filter((role) => conversation.my_role === "owner" || mayChange(conversation, { role }))
    .map((role) => ({
      label: t(`role.${role}`),
      hint: t(`role.${role}.can`),
      isChecked: role === member.role,
      run: () => attempt(conversation.id, () => changeMember(conversation.id, member.user.id, { role })),
    }));
  const label = t("members.role", { name: member.user.display_name });
  showOver((close) => <Menu label={label} at={placeOf(button, { align: "right" })} items={items} onClose={close} />);
}

function openActions(button: Element, row: MemberRowProps): void {
  const { name, items } = { name: row.member.user.display_name, items: actionsFor(row) };
  const label = t("members.actions", { name });
  showOver((close) => <Menu label={label} at={placeOf(button, { align: "right" })} items={items} onClose={close} />);
}

const hourMs = 3_600_000;

function actionsFor({ member, conversation }: MemberRowProps): readonly (MenuItem | "line")[] {
  const { id } = conversation;
  const { user, muted_until: mutedUntil } = member;
  const name = nameOf(user.id, user.display_name);
  const write: MenuItem = { label: t("members.write", { name }), icon: "newMessage", run: () => void writeTo(user.id) };
  if (!mayModerate(conversation) || !mayChange(conversation, member)) return [write];
  const isMuted = mutedUntil !== null && Date.parse(mutedUntil) > Date.now();
  const until = isMuted ? null : new Date(Date.now() + hourMs).toISOString();
  const mute: MenuItem = {
    label: t(isMuted ? "members.unmute" : "members.mute"),
    icon: "muted",
    run: () => attempt(id, () => changeMember(id, user.id, { muted_until: until })),
  };
  const remove: MenuItem = {
    label: t("members.remove"),
    icon: "logOut",
    isDanger: true,
    run: () => ask("remove", name, () => removeMember(id, user.id).then(() => loadHead(id))),
  };
  const banned: MenuItem = {
    label: t("members.ban"),
    icon: "ban",
    isDanger: true,
    run: () => ask("ban", name, () => ban(id, user.id).then(() => loadHead(id))),
  };
  return [write, mute, "line", ...(mayAdminister(conversation) ? [remove] : []), banned];
}

function ask(what: "remove" | "ban", name: string, run: () => Promise<void>): void {
  confirm({ title: t(`members.${what}.ask`, { name }), text: t(`members.${what}.text`), action: t(`${what}.do`), run });
}

async function writeTo(userId: string): Promise<void> {
  try {
    const conversation = await startConversation({ member_ids: [userId], kind: "direct" }, crypto.randomUUID());
    change({ kind: "conversation", conversation });
    closeDialog();
    goTo(addressOf(conversation.id));
  } catch (error) {
    toast(failureOf(error));
  }
}

function attempt(conversationId: string, act: () => Promise<void>): void {
  void act()
    .then(() => loadHead(conversationId))
    .catch((error: unknown) => toast(failureOf(error)));
}
