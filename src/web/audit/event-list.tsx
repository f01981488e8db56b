import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { AuditEvent } from "../api/audit.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { Icon } from "../parts/icon.tsx";
import { SearchField } from "../parts/search-field.tsx";
import type { IconName } from "../parts/icons.ts";
import { clockOf, dateOf, dayOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { numberText, placeText } from "../desk/numbers.ts";
import type { Recording } from "./recording.ts";
import { deedOf, type NameOf } from "./sentences.ts";

interface EventListProps {
  readonly recording: Recording;
  readonly index: number;
  readonly nameOf: NameOf;
  readonly onChoose: (index: number) => void;
}

/** So many events are drawn on each side of where one is. */
const around = 60;

/** What happened, in order; what is still to come from where one stands is only outlined. */
export function EventList({ recording: { events }, index, nameOf, onChoose }: EventListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [sought, setSought] = useState("");
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [index, sought]);
  const found = useMemo(() => (sought === "" ? null : matching(events, sought, nameOf)), [events, sought]);
  const from = Math.max(0, index - around);
  const shown = found ?? events.slice(from, index + around + 1).map((_, at) => from + at);
  return (
    <section class="replay-events" aria-label={t("audit.view.events")}>
      <SearchField label={t("audit.seek")} value={sought} onInput={(typed) => setSought(typed.trim())} />
      <ol
        ref={list}
        class="replay-list"
        onKeyDown={(event) => {
          const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          onChoose(Math.max(0, Math.min(events.length - 1, index + by)));
          requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("[aria-current]")?.focus());
        }}
      >
        {shown.map((at, place) => {
          const event = events[at];
          const before = place === 0 ? undefined : events[shown[place - 1] ?? -1];
          if (!event) return null;
          const isNewDay = !before || dayOf(before.said_at) !== dayOf(event.said_at);
          return (
            <li key={event.id}>
              {isNewDay && <h2 class="replay-day">{dateOf(event.said_at)}</h2>}
              <Row event={event} standing={standingOf(at, index)} nameOf={nameOf} onChoose={() => onChoose(at)} />
              {at === index && found === null && at < events.length - 1 && (
                <p class="replay-here">
                  <span>{t("audit.here")}</span>
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {found?.length === 0 && <p class="desk-none">{t("audit.seek.none")}</p>}
    </section>
  );
}

type Standing = "past" | "now" | "future";

function standingOf(at: number, index: number): Standing {
  if (at === index) return "now";
  return at < index ? "past" : "future";
}

interface RowProps {
  readonly event: AuditEvent;
  readonly standing: Standing;
  readonly nameOf: NameOf;
  readonly onChoose: () => void;
}

function Row({ event, standing, nameOf, onChoose }: RowProps) {
  return (
    <button
      type="button"
      class={`replay-event is-${standing}`}
      aria-current={standing === "now" ? "step" : undefined}
      tabIndex={standing === "now" ? 0 : -1}
      onClick={onChoose}
    >
      <span class={`replay-icon is-${toneOf(event)}`}>
        <EventIcon event={event} />
      </span>
      <span class="replay-event-words">
        <span class="replay-event-name cut">{nameOf(event.actor_id)}</span>
        <span class="replay-event-deed cut">{deedOf(event, nameOf)}</span>
      </span>
      <span class="replay-event-place numbers">
        <time dateTime={event.said_at}>{clockOf(event.said_at)}</time>
        <span>{placeText(event.position)}</span>
      </span>
    </button>
  );
}

const icons: Readonly<Record<string, IconName>> = {
  MessageSent: "messageCircle",
  MessageEdited: "pencil",
  MessageDeleted: "trash",
  ReactionAdded: "react",
  ReactionRemoved: "react",
  MessagePinned: "pin",
  MessageUnpinned: "pin",
  MembersAdded: "userPlus",
  MemberJoined: "userPlus",
  MemberRemoved: "logOut",
  MemberLeft: "logOut",
  PersonBanned: "ban",
  MarkersAdvanced: "checks",
  IncidentChanged: "incident",
  RoleChanged: "crown",
  OwnershipHandedOver: "crown",
};

function EventIcon({ event: { type } }: { readonly event: AuditEvent }) {
  const icon = icons[type];
  return icon === undefined ? <DeskIcon name="history" size={16} /> : <Icon name={icon} size={16} />;
}

function toneOf({ type }: AuditEvent): "sent" | "changed" | "gone" | "people" | "other" {
  if (type === "MessageSent") return "sent";
  if (type === "MessageEdited") return "changed";
  if (type === "MessageDeleted" || type === "ConversationDeleted") return "gone";
  return type.startsWith("Member") || type.startsWith("Person") ? "people" : "other";
}

const mostFound = 200;

/** By a time, a number or a word, among names, deeds and words that were written. */
function matching(events: readonly AuditEvent[], sought: string, nameOf: NameOf): readonly number[] {
  const wanted = sought.toLocaleLowerCase();
  const found: number[] = [];
  for (const [at, event] of events.entries()) {
    if (found.length >= mostFound) break;
    if (searchedIn(event, nameOf).toLocaleLowerCase().includes(wanted)) found.push(at);
  }
  return found;
}

function searchedIn(event: AuditEvent, nameOf: NameOf): string {
  const words = typeof event.data["content"] === "string" ? event.data["content"] : "";
  const number = event.sequence === null ? "" : `#${numberText(event.sequence)} #${event.sequence}`;
  const place = `${placeText(event.position)} ${clockOf(event.said_at)}`;
  return [nameOf(event.actor_id), deedOf(event, nameOf), words, number, place].join("\n");
}
