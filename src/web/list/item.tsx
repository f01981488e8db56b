import { useEffect, useRef } from "preact/hooks";
import { addressOf, onFollow } from "../app/router.ts";
import { IncidentTags } from "../incident/tags.tsx";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { activityOf } from "../store/heads.ts";
import { otherOf, titleOf } from "../store/names.ts";
import { connection } from "../store/live.ts";
import { isUnread, presence } from "../store/store.ts";
import type { Conversation } from "../wire/shapes.ts";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { openItemMenu } from "./item-menu.tsx";
import { Preview, previewText } from "./preview.tsx";

interface ItemProps {
  readonly conversation: Conversation;
  readonly isCurrent: boolean;
  /** The one that Tab reaches; arrows reach the others. */
  readonly isReached: boolean;
}

/** One conversation in the list. */
export function Item({ conversation, isCurrent, isReached }: ItemProps) {
  const link = useRef<HTMLAnchorElement>(null);
  const name = titleOf(conversation);
  const time = timeOf(activityOf(conversation));
  const other = otherOf(conversation);
  const isOnline =
    connection.value.lostSince === null && other !== null && presence.value.get(other.id)?.status === "online";
  const unread = isUnread(conversation);
  const label = t("list.item", {
    name,
    unread: conversation.unread_count,
    mentions: conversation.mention_count,
    preview: previewText(conversation),
    time,
  });
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li>
      <a
        ref={link}
        class={`item ${unread && !conversation.is_muted ? "is-unread" : ""}`}
        href={addressOf(conversation.id)}
        aria-label={label}
        aria-current={isCurrent ? "page" : undefined}
        tabIndex={isReached ? 0 : -1}
        onClick={onFollow}
        onContextMenu={(event) => openItemMenu(event, conversation)}
      >
        <Avatar
          id={other?.id ?? conversation.id}
          name={name}
          size={48}
          kind={conversation.kind === "direct" ? "person" : "group"}
          icon={conversation.incident ? "incident" : undefined}
          isOnline={isOnline}
        />
        <span class="item-words" aria-hidden="true">
          <span class="item-top">
            <span class="item-name cut">{name}</span>
            {conversation.is_muted && <Icon name="bellOff" size={16} class="item-muted" />}
            <time class="item-time numbers">{time}</time>
          </span>
          <span class="item-bottom">
            <Preview conversation={conversation} />
            <Badges conversation={conversation} />
          </span>
          {conversation.incident && <IncidentTags of={conversation.incident} />}
        </span>
      </a>
    </li>
  );
}

const mostShown = 99;

function Badges({ conversation }: { readonly conversation: Conversation }) {
  const { unread_count: unread, unread_from, mention_count: mentions, is_muted: isMuted } = conversation;
  return (
    <>
      {mentions > 0 && <span class="badge is-mention numbers">{mentions > 1 ? `@${mentions}` : "@"}</span>}
      {unread > 0 && (
        <span class={`badge numbers ${isMuted ? "is-muted" : ""}`}>
          {unread > mostShown ? `${mostShown}+` : unread}
        </span>
      )}
      {unread === 0 && unread_from !== null && <span class="badge is-dot" />}
    </>
  );
}
