import { useState } from "preact/hooks";
import { changeConversation } from "../api/conversations.ts";
import { askToBlock } from "../dialogs/block.tsx";
import { askToLeave } from "../dialogs/leave.tsx";
import { openMembers } from "../dialogs/open.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button, IconButton } from "../parts/button.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { Icon } from "../parts/icon.tsx";
import { nameOf, otherOf, titleOf } from "../store/names.ts";
import { change, members as allMembers, presence } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import { t } from "../words/words.ts";
import { togglePanel } from "./panel.ts";
import { mayAdminister } from "./rights.ts";

const shownMembers = 12;

/** Who and what a conversation is. */
export function InfoPanel({ conversation }: { readonly conversation: Standing }) {
  const { id, description, kind, member_count: count } = conversation;
  const members = allMembers.value.get(id) ?? [];
  const other = otherOf(conversation);
  return (
    <aside class="panel" aria-label={t("info.title")}>
      <header class="panel-head">
        <h2>{t("info.title")}</h2>
        <IconButton icon="close" label={t("common.close")} onClick={() => togglePanel("info")} />
      </header>
      <div class="panel-scroll">
        <div class="panel-who">
          <Avatar
            id={other?.id ?? id}
            name={titleOf(conversation)}
            size={48}
            kind={kind === "direct" ? "person" : "group"}
          />
          <p class="panel-name">{titleOf(conversation)}</p>
          {other?.username && <p class="panel-under">@{other.username}</p>}
        </div>
        {description !== null && description !== "" && <p class="panel-about">{description}</p>}
        {mayAdminister(conversation) && <Rename conversation={conversation} />}
        {kind !== "direct" && (
          <section>
            <h3>{t("list.members", { n: count })}</h3>
            <ul class="panel-members">
              {members.slice(0, shownMembers).map(({ user, role }) => (
                <li key={user.id}>
                  <Avatar
                    id={user.id}
                    name={nameOf(user.id, user.display_name)}
                    size={32}
                    isOnline={presence.value.get(user.id)?.status === "online"}
                  />
                  <span class="cut">{nameOf(user.id, user.display_name)}</span>
                  {role !== "member" && <small>{t(`role.${role}`)}</small>}
                </li>
              ))}
            </ul>
            <Button icon="users" onClick={() => openMembers(id)}>
              {t("info.all_members")}
            </Button>
          </section>
        )}
        {other && (
          <button
            type="button"
            class="text-button is-danger"
            onClick={() => askToBlock({ id: other.id, name: titleOf(conversation) })}
          >
            <Icon name="ban" size={16} /> {t("privacy.block")}
          </button>
        )}
        {kind !== "direct" && conversation.my_role !== null && (
          <button type="button" class="text-button is-danger" onClick={() => askToLeave(conversation)}>
            <Icon name="logOut" size={16} /> {t("leave.group")}
          </button>
        )}
      </div>
    </aside>
  );
}

function Rename({ conversation: { id, name } }: { readonly conversation: Standing }) {
  const [isOpen, setOpen] = useState(false);
  const [given, setGiven] = useState(name ?? "");
  const { isBusy, failure, attempt } = useAttempt();
  const save = (): void =>
    attempt(async () => {
      change({ kind: "conversation", conversation: await changeConversation(id, { name: given }) });
      setOpen(false);
    });
  if (!isOpen)
    return (
      <Button icon="pencil" kind="quiet" onClick={() => setOpen(true)}>
        {t("info.rename")}
      </Button>
    );
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label class="field">
        <span>{t("info.name")}</span>
        <input value={given} maxLength={255} onInput={(event) => setGiven(event.currentTarget.value)} />
      </label>
      <Button kind="main" type="submit" isBusy={isBusy}>
        {t("info.save")}
      </Button>
      <FailureText of={failure} />
    </form>
  );
}
