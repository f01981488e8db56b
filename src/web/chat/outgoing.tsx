import { useEffect, useState } from "preact/hooks";
import { startWriting } from "../composer/modes.ts";
import { Icon } from "../parts/icon.tsx";
import { Ticks } from "../parts/ticks.tsx";
import { connection } from "../store/live.ts";
import type { Outgoing } from "../store/outgoing.ts";
import { change, outbox, outgoing } from "../store/store.ts";
import type { Key } from "../words/en.ts";
import { clockOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { Content } from "./content.tsx";
import { QuoteView } from "./quote.tsx";
import type { Row } from "./rows.ts";

const patienceMs = 300;

/** A message of mine that is not acknowledged: just as it will look, and after a moment with a clock. */
export function OutgoingView({ row }: { readonly row: Extract<Row, { kind: "outgoing" }> }) {
  const { outgoing: mine, isFirst, isLast } = row;
  const isFailed = mine.status === "failed";
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const late = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(late);
  }, []);
  const words = {
    content: mine.content,
    content_type: mine.contentType,
    mentions: mine.mentions,
    mentions_all: mine.mentionsAll,
  };
  return (
    <article class={`message is-mine ${isFirst ? "is-first" : ""} ${isLast ? "is-last" : ""}`}>
      <div class={`bubble ${isFailed ? "is-failed" : ""}`}>
        {mine.replyTo && <QuoteView quote={mine.replyTo} />}
        <Content of={words} />
        <span class="bubble-foot">
          <time class="numbers">{clockOf(mine.createdAt)}</time>
          {isFailed && <Icon name="alert" size={16} class="failed-icon" />}
          {!isFailed && (isLong ? <Ticks of="sending" /> : <span class="ticks" />)}
        </span>
      </div>
      {isFailed && <Failed outgoing={mine} />}
      {!isFailed && <WaitingNote outgoing={mine} />}
    </article>
  );
}

function Failed({ outgoing: { key, reason, ...mine } }: { readonly outgoing: Outgoing }) {
  const edit = (): void => {
    change({ kind: "discarded", key });
    startWriting(mine.conversationId, mine.content);
  };
  return (
    <p class="failed" role="alert">
      <span>{t("message.not_sent", { reason: t(reasonKey(reason)) })}</span>
      <button type="button" class="text-button" onClick={() => outbox.retry(key)}>
        <Icon name="retry" size={16} /> {t("common.retry")}
      </button>
      <button type="button" class="text-button" onClick={edit}>
        {t("message.edit")}
      </button>
      <button type="button" class="text-button is-danger" onClick={() => change({ kind: "discarded", key })}>
        {t("message.discard")}
      </button>
    </p>
  );
}

/** Below the last of those that wait for the connection. */
function WaitingNote({ outgoing: mine }: { readonly outgoing: Outgoing }) {
  if (connection.value.lostSince === null) return null;
  const waiting = outgoing.value.filter(
    ({ conversationId, status }) => conversationId === mine.conversationId && status !== "failed",
  );
  if (waiting.at(-1)?.key !== mine.key) return null;
  return <p class="waiting-note">{t("message.waiting", { n: waiting.length })}</p>;
}

const reasons = new Set<string>([
  "rate_limited",
  "forbidden",
  "not_found",
  "too_large",
  "validation_failed",
  "conflict",
  "gone",
]);

/** Why a message was not sent. */
export function reasonKey(code: string | null): Key {
  return code !== null && reasons.has(code) ? (`reason.${code}` as Key) : "reason.other";
}
