import { goTo, onFollow } from "../app/router.ts";
import { itemsFor } from "../list/item-menu.tsx";
import { openMembers } from "../dialogs/open.ts";
import { Avatar } from "../parts/avatar.tsx";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { connection } from "../store/live.ts";
import { isNotes, nameOf, otherOf, titleOf } from "../store/names.ts";
import { conversations, members as allMembers, myId, presence, typing } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import { timeOf } from "../words/times.ts";
import { typingText } from "../words/typing.ts";
import { t } from "../words/words.ts";
import { openPanel, togglePanel } from "./panel.ts";

interface HeaderProps {
  readonly conversation: Standing;
  readonly onSearch: () => void;
}

export function Header({ conversation, onSearch }: HeaderProps) {
  const name = titleOf(conversation);
  const other = otherOf(conversation);
  const isGroup = conversation.kind !== "direct";
  const subtitle = useSubtitle(conversation);
  return (
    <header class="chat-head">
      <a class="icon-button chat-back" href="/" onClick={onFollow} aria-label={t("chat.back")}>
        <Icon name="back" />
      </a>
      <button type="button" class="chat-who" onClick={() => togglePanel("info")} aria-label={t("chat.info", { name })}>
        <Avatar
          id={other?.id ?? conversation.id}
          name={name}
          size={40}
          kind={isGroup ? "group" : "person"}
          icon={conversation.incident ? "incident" : undefined}
          isOnline={subtitle.isOnline}
        />
        <span class="chat-words" aria-hidden="true">
          <span class="chat-name cut">{name}</span>
          <span class={`chat-under cut ${subtitle.look}`}>{subtitle.text}</span>
        </span>
      </button>
      {isGroup && <Stack conversation={conversation} />}
      <IconButton icon="search" label={t("chat.search")} onClick={onSearch} />
      {conversation.incident && (
        <IconButton
          icon="report"
          label={t("report.title")}
          aria-pressed={openPanel.value === "report"}
          onClick={() => togglePanel("report")}
        />
      )}
      <IconButton
        icon="panel"
        label={t("info.title")}
        class="wide-only"
        aria-pressed={openPanel.value === "info"}
        onClick={() => togglePanel("info")}
      />
      {conversation.my_role !== null && (
        <IconButton
          icon="moreVertical"
          label={t("common.more")}
          aria-haspopup="menu"
          onClick={(event) => openMenu(event.currentTarget, conversation)}
        />
      )}
    </header>
  );
}

function openMenu(button: Element, { id }: Standing): void {
  const conversation = conversations.peek().get(id);
  if (!conversation) return;
  showOver((close) => (
    <Menu
      label={titleOf(conversation)}
      at={placeOf(button, { align: "right" })}
      items={itemsFor(conversation).map((item) => (item === "line" || item.icon !== "mail" ? item : leaving(item)))}
      onClose={close}
    />
  ));
}

/** What is open would be read again at once. */
function leaving<T extends { readonly run: () => void }>(item: T): T {
  return {
    ...item,
    run: () => {
      goTo("/");
      item.run();
    },
  };
}

const stacked = 3;

/** The first faces of a group, and how many more; a click shows all. */
function Stack({
  conversation: { id, members_preview: members, member_count: count },
}: {
  readonly conversation: Standing;
}) {
  const others = members.filter((each) => each.id !== myId.value).slice(0, stacked);
  const more = count - others.length;
  return (
    <button type="button" class="stack wide-only" aria-label={t("info.all_members")} onClick={() => openMembers(id)}>
      {others.map((each) => (
        <Avatar key={each.id} id={each.id} name={nameOf(each.id, each.display_name)} size={28} />
      ))}
      {more > 0 && (
        <span class="stack-more numbers" aria-hidden="true">
          +{more}
        </span>
      )}
    </button>
  );
}

interface Subtitle {
  readonly text: string;
  readonly look: "" | "is-typing" | "is-online";
  readonly isOnline: boolean;
}

function useSubtitle(conversation: Standing): Subtitle {
  const isLive = connection.value.lostSince === null;
  const other = otherOf(conversation);
  const seen = other && presence.value.get(other.id);
  const isOnline = isLive && seen?.status === "online";
  const types = typingText(typing.value.get(conversation.id));
  if (types !== null) return { text: types, look: "is-typing", isOnline };
  if (isNotes(conversation)) return { text: t("chat.notes"), look: "", isOnline: false };
  if (other) {
    if (isOnline) return { text: t("chat.online"), look: "is-online", isOnline };
    return {
      text: seen?.last_seen ? t("chat.last_seen", { time: timeOf(seen.last_seen) }) : t("chat.offline"),
      look: "",
      isOnline,
    };
  }
  const members = allMembers.value.get(conversation.id) ?? [];
  const online = isLive
    ? members.filter(({ user }) => user.id === myId.value || presence.value.get(user.id)?.status === "online").length
    : 0;
  return { text: t("chat.members.online", { members: conversation.member_count, online }), look: "", isOnline: false };
}
