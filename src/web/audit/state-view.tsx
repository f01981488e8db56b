import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { AuditEvent } from "../api/audit.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { numberText } from "../desk/numbers.ts";
import { Button } from "../parts/button.tsx";
import { dateOf, dayOf, exactClockOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { LineView } from "./line-view.tsx";
import type { Loaded } from "./looking.ts";
import { shownAt, wordsIn, type AuditLineJson, type AuditStateJson } from "./recording.ts";
import type { NameOf } from "./sentences.ts";

const linesAtOnce = 60;

interface StateViewProps {
  readonly loaded: Loaded;
  readonly index: number;
  readonly nameOf: NameOf;
}

/** The conversation as it stood then, for everybody alike: all on the left, what was deleted still to be read. */
export function StateView({ loaded, index, nameOf }: StateViewProps) {
  const { recording, people } = loaded;
  const [limit, setLimit] = useState(linesAtOnce);
  const scroller = useRef<HTMLDivElement>(null);
  const named = (id: string) => people.get(id) ?? { username: null, displayName: null };
  const { state, hasEarlier } = useMemo(
    () => shownAt(recording, index, { lines: limit, named }),
    [recording, index, limit],
  );
  const event = recording.events[index];
  useEffect(() => {
    const about = scroller.current?.querySelector(".audit-line.is-now");
    if (about) about.scrollIntoView({ block: "nearest" });
    else scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [index]);
  if (!event) return null;
  return (
    <section class="replay-state" aria-label={t("audit.view.state")}>
      <header class="replay-moment">
        <DeskIcon name="history" />
        <h2 class="cut">{t("audit.stood", { date: dateOf(event.said_at), time: exactClockOf(event.said_at) })}</h2>
        <span class="numbers">
          {t("audit.event.of", { n: numberText(index + 1), total: numberText(recording.events.length) })}
        </span>
      </header>
      <div class="replay-scroll" ref={scroller} tabIndex={0} role="region" aria-label={t("audit.lines")}>
        <Facts of={state} />
        {hasEarlier && <Button onClick={() => setLimit(limit + linesAtOnce)}>{t("audit.earlier")}</Button>}
        <Lines of={state} rolesOf={rolesIn(state)} now={event} nameOf={nameOf} />
      </div>
    </section>
  );
}

/** What the conversation was called then, and who was in it. */
function Facts({ of: state }: { readonly of: AuditStateJson }) {
  const names = state.members.slice(0, 6).map(({ display_name }) => display_name);
  const more = state.member_count - names.length;
  return (
    <p class="replay-facts">
      {state.name !== null && <strong>{state.name} · </strong>}
      {t("list.members", { n: state.member_count })}
      {names.length > 0 && `: ${names.join(", ")}${more > 0 ? ` +${more}` : ""}`}
      {state.status === "deleted" && <span class="tag is-high">{t("audit.deleted")}</span>}
    </p>
  );
}

interface LinesProps {
  readonly of: AuditStateJson;
  readonly rolesOf: ReadonlyMap<string, string>;
  readonly now: AuditEvent;
  readonly nameOf: NameOf;
}

function Lines({ of: { lines }, rolesOf, now, nameOf }: LinesProps) {
  return (
    <ol class="audit-lines">
      {lines.map((line, at) => (
        <li key={line.message.id}>
          {isNewDay(lines[at - 1], line) && <h3 class="audit-day">{dateOf(line.message.created_at)}</h3>}
          <LineView
            line={line}
            isFirst={!isJoined(lines[at - 1], line)}
            isNow={line.message.id === now.message_id}
            saidBefore={line.message.id === now.message_id && now.type === "MessageEdited" ? wordsIn(now.before) : null}
            role={rolesOf.get(line.message.sender_id) ?? null}
            nameOf={nameOf}
          />
        </li>
      ))}
    </ol>
  );
}

function rolesIn({ members }: AuditStateJson): ReadonlyMap<string, string> {
  return new Map(members.map(({ user_id, role }) => [user_id, role]));
}

function isNewDay(before: AuditLineJson | undefined, line: AuditLineJson): boolean {
  return !before || dayOf(before.message.created_at) !== dayOf(line.message.created_at);
}

const joinedMs = 5 * 60_000;

/** Whether it goes on where the same person wrote just before. */
function isJoined(before: AuditLineJson | undefined, { message }: AuditLineJson): boolean {
  if (!before || before.message.message_type === "system" || message.message_type === "system") return false;
  if (before.message.sender_id !== message.sender_id) return false;
  return Date.parse(message.created_at) - Date.parse(before.message.created_at) < joinedMs;
}
