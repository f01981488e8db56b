import { Content } from "../chat/content.tsx";
import { differences } from "../chat/differences.ts";
import { DataCard } from "../incident/data-card.tsx";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { personClass } from "../parts/person-colour.ts";
import { clockOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import type { NameOf } from "./sentences.ts";
import { textOf, type AuditLineJson } from "./recording.ts";
import { roleText } from "./role-text.ts";
import { SystemLine } from "./system-line.tsx";

interface LineProps {
  readonly line: AuditLineJson;
  readonly isFirst: boolean;
  /** Whether the event one stands at is about it. */
  readonly isNow: boolean;
  /** What it said before, where that event is an edit. */
  readonly saidBefore: string | null;
  readonly role: string | null;
  readonly nameOf: NameOf;
}

/** A message as its members saw it then, with what auditors see beside: its number, its author's role, deleted words. */
export function LineView({ line, isFirst, isNow, saidBefore, role, nameOf }: LineProps) {
  const { message } = line;
  if (message.message_type === "system") return <SystemLine of={message} isNow={isNow} />;
  const name = message.sender_display_name;
  return (
    <article
      class={`audit-line ${isFirst ? "is-first" : ""} ${isNow ? "is-now" : ""}`}
      aria-label={`${name}, #${message.sequence}`}
    >
      <span class="audit-face">{isFirst && <Avatar id={message.sender_id} name={name} size={32} />}</span>
      <div class="audit-line-body">
        <div class={`audit-bubble ${message.is_deleted ? "is-deleted" : ""}`}>
          {isFirst && (
            <p class="audit-author">
              <span class={`audit-name ${personClass(message.sender_id)}`}>{name}</span>
              {role !== null && <small>{roleText(role)}</small>}
            </p>
          )}
          {message.reply_to && (
            <blockquote class="audit-quote cut">
              <strong>{message.reply_to.sender_display_name}</strong> {message.reply_to.preview}
            </blockquote>
          )}
          <Words line={line} saidBefore={saidBefore} />
          {message.data !== null && message.message_type === "incident_data" && !message.is_deleted && (
            <DataCard of={message.data} />
          )}
          <p class="audit-foot numbers">
            {message.is_edited && <span>{t("message.edited")}</span>} #{message.sequence} {clockOf(message.created_at)}
          </p>
        </div>
        {message.is_deleted && (
          <p class="audit-gone">
            <Icon name="trash" size={16} />
            {t("audit.gone", {
              time: clockOf(message.deleted_at ?? message.created_at),
              name: nameOf(message.deleted_by),
            })}
          </p>
        )}
        {message.reactions.length > 0 && (
          <p class="audit-reactions">
            {message.reactions.map(({ emoji, count }) => (
              <span key={emoji}>
                {emoji} {count}
              </span>
            ))}
          </p>
        )}
      </div>
    </article>
  );
}

type WordsProps = Pick<LineProps, "line" | "saidBefore">;

function Words({ line: { message, original, is_erased: isErased }, saidBefore }: WordsProps) {
  if (isErased) return <p class="audit-erased">{t("audit.erased")}</p>;
  if (saidBefore !== null && !message.is_deleted) return <Differences before={saidBefore} after={textOf(message)} />;
  const words = message.is_deleted && original !== null ? original : message;
  return (
    <Content
      of={{
        content: words.content,
        content_type: words.content_type,
        mentions: message.mentions,
        mentions_all: message.mentions_all,
      }}
    />
  );
}

interface DifferencesProps {
  readonly before: string;
  readonly after: string;
}

/** Both in one: what went struck out, what came underlined. */
function Differences({ before, after }: DifferencesProps) {
  return (
    <div class="words">
      {differences(before, after).map(({ kind, text }, at) => {
        if (kind === "same") return text;
        return kind === "added" ? <ins key={at}>{text}</ins> : <del key={at}>{text}</del>;
      })}
    </div>
  );
}
