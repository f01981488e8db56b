import { useRef } from "preact/hooks";
import { addressOf, goTo } from "../app/router.ts";
import { DataCard } from "../incident/data-card.tsx";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { personClass } from "../parts/person-colour.ts";
import { placeAt, placeOf, type Place } from "../parts/place.ts";
import { nameOf } from "../store/names.ts";
import type { Standing } from "../store/standing.ts";
import type { Message } from "../wire/shapes.ts";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { actByKey } from "./actions.ts";
import { Attachments } from "./attachments.tsx";
import { Content } from "./content.tsx";
import { HoverBar, useReached } from "./hover-bar.tsx";
import { LinkCardView } from "./link-card.tsx";
import { useLongPress } from "./long-press.ts";
import { openMessageMenu, openMessageSheet } from "./message-menu.tsx";
import { MessageTicks } from "./message-ticks.tsx";
import { QuoteView } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { Readers } from "./readers.tsx";
import type { Row } from "./rows.ts";
import { openVersions } from "./versions.tsx";

interface MessageProps {
  readonly row: Extract<Row, { kind: "message" }>;
  readonly conversation: Standing;
  readonly isRinged: boolean;
}

/** A message with all that hangs on it. */
export function MessageView({ row: { line, isFirst, isLast, isMine }, conversation, isRinged }: MessageProps) {
  const article = useRef<HTMLElement>(null);
  const isDirect = conversation.kind === "direct";
  const name = nameOf(line.sender_id, line.sender_display_name);
  const bar = useReached();
  const openMenu = (at: Place): void => openMessageMenu({ line, conversation, at });
  const press = useLongPress(() => openMessageSheet({ line, conversation }));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target === article.current) actByKey(event, { line, conversation });
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    if (press.isPressed()) return;
    openMenu(event.clientX === 0 && event.clientY === 0 ? placeOf(event.currentTarget as Element) : placeAt(event));
  };
  const look = ["message", personClass(line.sender_id)];
  if (isMine) look.push("is-mine");
  if (isFirst) look.push("is-first");
  if (isLast) look.push("is-last");
  if (isDirect) look.push("is-direct");
  if (isRinged) look.push("is-ringed");
  return (
    <article
      ref={article}
      class={look.join(" ")}
      tabIndex={-1}
      aria-label={`${name}, ${timeOf(line.created_at)}`}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
      {...press.handlers}
      {...bar.handlers}
    >
      {!isMine && !isDirect && isFirst && <Avatar id={line.sender_id} name={name} size={36} />}
      <div class="bubble">
        {!isMine && !isDirect && isFirst && <p class="sender">{name}</p>}
        {line.forwarded_from && (
          <p class="forwarded">
            <Icon name="forward" size={14} />
            {t("message.forwarded", {
              name: line.forwarded_from.sender_display_name,
              time: timeOf(line.forwarded_from.created_at),
            })}
          </p>
        )}
        {line.reply_to && <Answered line={line} />}
        <Words line={line} />
        <span class="bubble-foot">
          {conversation.incident && (
            <a class="number" href={addressOf(line.conversation_id, line.sequence)}>{`#${line.sequence}`}</a>
          )}
          {line.is_edited && !line.is_deleted && (
            <button
              type="button"
              class="edited"
              onClick={(event) => openVersions(line, placeOf(event.currentTarget, { align: "right" }))}
            >
              {t("message.edited")}
            </button>
          )}
          <time class="numbers" dateTime={line.created_at}>
            {timeOf(line.created_at)}
          </time>
          {isMine && !line.is_deleted && <MessageTicks line={line} conversation={conversation} />}
        </span>
        {bar.isReached && <HoverBar line={line} conversation={conversation} />}
      </div>
      <Reactions line={line} />
      {!isDirect && <Readers line={line} />}
    </article>
  );
}

function Answered({ line: { conversation_id, reply_to: quote } }: { readonly line: Message }) {
  if (!quote) return null;
  return <QuoteView quote={quote} onJump={() => goTo(addressOf(conversation_id, quote.sequence))} />;
}

function Words({ line }: { readonly line: Message }) {
  if (line.is_deleted)
    return (
      <p class="deleted">
        <Icon name="ban" size={16} />
        {t(
          line.deleted_by !== null && line.deleted_by !== line.sender_id
            ? "message.deleted.moderator"
            : "message.deleted",
        )}
      </p>
    );
  return (
    <>
      {line.attachments.length > 0 && <Attachments of={line.attachments} />}
      {line.data ? <DataCard of={line.data} /> : line.content !== "" && <Content of={line} />}
      {line.link_preview && <LinkCardView key={line.link_preview.url} line={line} card={line.link_preview} />}
    </>
  );
}
