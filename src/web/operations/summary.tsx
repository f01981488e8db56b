import type { ComponentChildren } from "preact";
import { numberText } from "../desk/numbers.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { Icon } from "../parts/icon.tsx";
import { t } from "../words/words.ts";
import { verdictOf, type ReadModel, type Verdict } from "./model.ts";
import { modelName } from "./names.ts";
import { sentText, slowestText } from "./sent.ts";
import { connected, head, perSecond, sending } from "./watching.ts";

/** One sentence first; then the numbers that it is about. */
export function Summary({ models }: { readonly models: readonly ReadModel[] }) {
  const verdict = verdictOf(models);
  const slowest = models.toSorted((one, other) => other.active.lag - one.active.lag)[0];
  return (
    <section class="desk-card summary" aria-label={t("operations.summary")}>
      <div class="summary-words">
        <span class={`summary-icon is-${verdict.kind}`}>
          {verdict.kind === "works" ? <Icon name="check" size={24} /> : <DeskIcon name="warning" size={24} />}
        </span>
        <div role="status">
          <h2>{sentenceOf(verdict)}</h2>
          <p>{reasonOf(verdict)}</p>
        </div>
      </div>
      <dl class="summary-tiles">
        <Tile name={t("operations.position")} under={t("operations.a_second", { n: numberText(perSecond.value) })}>
          {numberText(head.value ?? 0n)}
        </Tile>
        <Tile name={t("operations.connected")} under={t("operations.streams", { n: connected.value?.streams ?? 0 })}>
          {numberText(connected.value?.people ?? 0)}
        </Tile>
        <Tile name={t("operations.send")} under={sentText(sending.value)}>
          {slowestText(sending.value)}
        </Tile>
        <Tile
          name={t("operations.behind")}
          under={slowest && slowest.active.lag > 0 ? modelName(slowest.name) : t("operations.nobody")}
        >
          {numberText(slowest?.active.lag ?? 0)}
        </Tile>
      </dl>
    </section>
  );
}

interface TileProps {
  readonly name: string;
  readonly under: string;
  readonly children: ComponentChildren;
}

function Tile({ name, under, children }: TileProps) {
  return (
    <div class="summary-tile">
      <dt>{name}</dt>
      <dd>
        <strong class="numbers">{children}</strong>
        <small class="numbers">{under}</small>
      </dd>
    </div>
  );
}

function sentenceOf(verdict: Verdict): string {
  if (verdict.kind === "works") return t("verdict.works");
  const { model, isShown } = verdict;
  const what = { name: modelName(model.name), n: model.active.lag, shown: isShown ? "yes" : "no" };
  return t(verdict.kind === "stopped" ? "verdict.stopped" : "verdict.behind", what);
}

function reasonOf(verdict: Verdict): string {
  if (verdict.kind === "works") return t("verdict.works.why");
  const name = modelName(verdict.model.name);
  if (verdict.kind === "stopped")
    return t(verdict.model.active.stopped_at ? "verdict.stopped.why" : "verdict.failed.why", { name });
  return t(verdict.kind === "unled" ? "verdict.unled.why" : "verdict.behind.why", { name });
}
