import type { AuditEvent, Facts } from "../api/audit.ts";
import { differences } from "../chat/differences.ts";
import { numberText, placeText } from "../desk/numbers.ts";
import { dateOf, preciseClockOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { factName } from "./fact-name.ts";
import { factValue } from "./fact-value.ts";
import type { Loaded } from "./looking.ts";
import { wordsIn } from "./recording.ts";
import { ProofPanel } from "./proof-panel.tsx";
import { deedOf, type NameOf } from "./sentences.ts";
import { WhoLooked } from "./who-looked.tsx";

interface DetailsProps {
  readonly loaded: Loaded;
  readonly event: AuditEvent;
  readonly index: number;
  readonly nameOf: NameOf;
}

/** All about the event one stands at; then who looked, and the proof. */
export function Details({ loaded, event, index, nameOf }: DetailsProps) {
  const { recording, people } = loaded;
  const username = people.get(event.actor_id)?.username ?? null;
  const version = versionOf(recording.events, index);
  return (
    <aside class="replay-details" aria-label={t("audit.view.details")}>
      <section>
        <header class="replay-details-head">
          <h2>{deedOf(event, nameOf)}</h2>
          {version && <span class="tag is-changed">{t("audit.version", version)}</span>}
        </header>
        <dl class="replay-facts-of">
          <dt>{t("audit.who")}</dt>
          <dd>
            {nameOf(event.actor_id)}
            {username !== null && `, @${username}`}
          </dd>
          <dt>{t("audit.when")}</dt>
          <dd class="numbers">
            {dateOf(event.said_at)}, {preciseClockOf(event.said_at)}
            {event.at !== event.said_at && <small>{t("audit.imported", { time: dateOf(event.at) })}</small>}
          </dd>
          <dt>{t("audit.position")}</dt>
          <dd class="numbers">{placeText(event.position)}</dd>
        </dl>
        {event.is_erased ? <p class="audit-erased">{t("audit.erased")}</p> : <Change of={event} nameOf={nameOf} />}
      </section>
      <WhoLooked conversationId={recording.conversationId} />
      <ProofPanel conversationId={recording.conversationId} count={numberText(recording.events.length)} />
    </aside>
  );
}

/** Which version of its message an edit made, of how many there are; null of anything else. */
function versionOf(
  events: readonly AuditEvent[],
  index: number,
): { readonly n: number; readonly total: number } | null {
  const event = events[index];
  if (event?.type !== "MessageEdited") return null;
  const edits = events.filter(({ type, message_id }) => type === "MessageEdited" && message_id === event.message_id);
  return { n: edits.indexOf(event) + 2, total: edits.length + 1 };
}

/** Before and after, with what is different in words. */
function Change({ of: { before, after }, nameOf }: { readonly of: AuditEvent; readonly nameOf: NameOf }) {
  const [old, fresh] = [wordsIn(before), wordsIn(after)];
  if (old !== null && fresh !== null) return <Differences before={old} after={fresh} />;
  return (
    <div class="audit-change">
      {before !== null && <FactList title={t("audit.before")} of={before} nameOf={nameOf} />}
      {after !== null && <FactList title={t("audit.after")} of={after} nameOf={nameOf} />}
    </div>
  );
}

function Differences({ before, after }: { readonly before: string; readonly after: string }) {
  const parts = differences(before, after);
  return (
    <div class="audit-change">
      <h3>{t("audit.before")}</h3>
      <p>
        {parts.map(({ kind, text }, at) => {
          if (kind === "added") return null;
          return kind === "removed" ? <del key={at}>{text}</del> : text;
        })}
      </p>
      <h3>{t("audit.after")}</h3>
      <p>
        {parts.map(({ kind, text }, at) => {
          if (kind === "removed") return null;
          return kind === "added" ? <ins key={at}>{text}</ins> : text;
        })}
      </p>
    </div>
  );
}

interface FactListProps {
  readonly title: string;
  readonly of: NonNullable<Facts>;
  readonly nameOf: NameOf;
}

function FactList({ title, of: facts, nameOf }: FactListProps) {
  const words = wordsIn(facts);
  const others = Object.entries(facts).filter(([name, value]) => !hidden.has(name) && !isNothing(value));
  if (words === null && others.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      {words !== null && <p>{words}</p>}
      {others.length > 0 && (
        <dl>
          {others.map(([name, value]) => (
            <div key={name}>
              <dt>{factName(name)}</dt>
              <dd>{factValue(name, value, nameOf)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** Said already, or names nothing that anybody knows. */
const hidden: ReadonlySet<string> = new Set(["content", "content_type", "mentions", "mentions_all", "message_id"]);

const isNothing = (value: unknown): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);
