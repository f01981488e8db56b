import type { ComponentChildren } from "preact";
import type { Highlight } from "../api/search.ts";
import { addressOf, onFollow } from "../app/router.ts";
import { wordsOf } from "../chat/actions.ts";
import { Avatar } from "../parts/avatar.tsx";
import { nameOf, titleOf } from "../store/names.ts";
import { state } from "../store/store.ts";
import type { Message } from "../wire/shapes.ts";
import { dateOf, dayOf, daysAgo, timeOf } from "../words/times.ts";
import { systemWords } from "../words/system.tsx";
import { t } from "../words/words.ts";

export interface FoundMessage {
  readonly message: Message;
  readonly highlights?: readonly Highlight[];
}

interface RowsProps {
  readonly of: readonly FoundMessage[];
  /** What can be done with each from here. */
  readonly beside?: (message: Message) => ComponentChildren;
}

/** Messages out of their conversations, by day; a click leads to where each stands. */
export function MessageRows({ of: found, beside }: RowsProps) {
  return (
    <ul class="found" onKeyDown={moveIn}>
      {found.map(({ message, highlights }, index) => {
        const before = found[index - 1]?.message;
        const isNewDay = !before || dayOf(before.created_at) !== dayOf(message.created_at);
        return (
          <li key={message.id}>
            {isNewDay && <h2 class="found-day">{dayName(message.created_at)}</h2>}
            <div class="found-item">
              <Row message={message} highlights={highlights ?? []} />
              {beside?.(message)}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Row({ message, highlights }: Required<FoundMessage>) {
  const { conversation_id: id, sender_id: sender, sequence } = message;
  const name = nameOf(sender, message.sender_display_name);
  const conversation = state.value.conversations.get(id);
  return (
    <a class="found-row" href={addressOf(id, sequence)} onClick={onFollow}>
      <Avatar id={sender} name={name} size={36} />
      <span class="found-words">
        <span class="found-top">
          <span class="found-name">{name}</span>
          {conversation && <span class="found-in cut">{t("found.in", { name: titleOf(conversation) })}</span>}
          <time class="numbers" dateTime={message.created_at}>
            {timeOf(message.created_at)}
          </time>
        </span>
        <span class="found-text">
          {highlights.length > 0
            ? highlights.map(({ text, is_match }, at) => (is_match ? <mark key={at}>{text}</mark> : text))
            : textOf(message)}
        </span>
      </span>
    </a>
  );
}

function textOf(message: Message): string {
  if (message.is_deleted) return t("message.deleted");
  return message.message_type === "system" ? systemWords(message) : wordsOf(message);
}

function dayName(time: string): string {
  const ago = daysAgo(time);
  if (ago === null) return dateOf(time);
  return t(ago === 0 ? "chat.today" : "chat.yesterday");
}

function moveIn(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>(".found-row")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = rows[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!to) return;
  event.preventDefault();
  to.focus();
}
