import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { compare, type Build, type Comparison } from "../api/operations.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { numberText } from "../desk/numbers.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { t } from "../words/words.ts";
import { askToDrop, askToHurry, askToSwitch, calmDown } from "./actions.ts";
import { Compared } from "./compared.tsx";
import { endOf, labelOf, positionOf, shareOf, timeLeft, type ReadModel } from "./model.ts";
import { modelName } from "./names.ts";
import { Sparkline } from "./sparkline.tsx";
import { slowestText } from "./sent.ts";
import { history, keyOf, sending, slowest } from "./watching.ts";

interface BuildingProps {
  readonly model: ReadModel;
  readonly build: Build;
}

/** A read model that is made anew beside the one that is asked: built, compared, switched to, the old one kept. */
export function Building({ model, build }: BuildingProps) {
  const [compared, setCompared] = useState<Comparison | null>(null);
  const { isBusy, failure, attempt } = useAttempt();
  const [version, old] = [labelOf(build, model), labelOf(model.active, model)];
  const run = (): void => attempt(async () => setCompared(await compare(model.name, build.id)));
  const rates = (history.value.get(keyOf(model.name, build)) ?? []).map(({ perSecond }) => perSecond);
  return (
    <section class="desk-card building">
      <header>
        <h2>{t("build.title", { name: modelName(model.name), version, old })}</h2>
        {!build.is_ready && <Hurry model={model} build={build} />}
        <button type="button" class="text-link is-danger" onClick={() => askToDrop(model, build)}>
          {t("common.cancel")}…
        </button>
      </header>
      <Steps now={stepOf(build, compared)} old={old} />
      <Progress build={build} />
      <p class="building-note">
        <DeskIcon name="slow" size={16} /> {t(noteOf(build), { old })}
      </p>
      <div class="building-rates">
        <Rate name={t("build.rate")} values={rates}>
          {numberText(Math.round(build.events_per_second))}
        </Rate>
        <Rate name={t("operations.send")} values={slowest.value}>
          {slowestText(sending.value)}
        </Rate>
      </div>
      {build.error !== null && <p class="failure">{build.error}</p>}
      {compared && <Compared of={compared} />}
      <FailureText of={failure} />
      <footer>
        <p>{t(build.is_ready ? "build.decide" : "build.wait")}</p>
        <Button disabled={!build.is_ready} isBusy={isBusy} onClick={run}>
          {t("build.compare")}
        </Button>
        <Button kind="main" disabled={!build.is_ready} onClick={() => askToSwitch(model, build)}>
          {t("act.switch", { version })}…
        </Button>
      </footer>
    </section>
  );
}

interface RateProps {
  readonly name: string;
  readonly values: readonly number[];
  readonly children: ComponentChildren;
}

function Rate({ name, values, children }: RateProps) {
  return (
    <div class="building-rate">
      <p>
        <span>{name}</span>
        <strong class="numbers">{children}</strong>
      </p>
      <Sparkline values={values} most={Math.max(1, ...values)} size="wide" />
    </div>
  );
}

function noteOf({ is_ready: isReady, pace }: Build) {
  if (isReady) return "build.ready" as const;
  return pace === null ? ("build.beside" as const) : (`build.${pace}` as const);
}

function Hurry({ model, build }: BuildingProps) {
  if (build.is_hurried) return <Button onClick={() => void calmDown(model)}>{t("act.calm")}</Button>;
  return <Button onClick={() => askToHurry(model, build)}>{t("act.hurry")}…</Button>;
}

function stepOf({ is_ready: isReady }: Build, compared: Comparison | null): number {
  if (!isReady) return 1;
  return compared ? 3 : 2;
}

const steps = ["build", "compare", "switch", "keep"] as const;

function Steps({ now, old }: { readonly now: number; readonly old: string }) {
  return (
    <ol class="building-steps">
      {steps.map((step, at) => (
        <li key={step} class={at + 1 < now ? "is-done" : ""} aria-current={at + 1 === now ? "step" : undefined}>
          <span class="numbers">{at + 1}</span> {t(`step.${step}`, { old })}
        </li>
      ))}
    </ol>
  );
}

function Progress({ build }: { readonly build: Build }) {
  const share = shareOf(build);
  const percent = Math.floor(share * 100);
  const left = timeLeft(build.seconds_left);
  return (
    <div class="building-progress">
      <progress max={100} value={percent} aria-label={t("step.build", { old: "" })} />
      <p class="numbers">
        <strong>{t("build.percent", { n: percent })}</strong>
        <span>{t("build.of", { n: numberText(positionOf(build)), total: numberText(endOf(build)) })}</span>
        {!build.is_ready && (
          <span class="building-left">
            {left.kind === "unknown" ? t("left.unknown") : t(`left.${left.kind}`, { n: left.n })}
          </span>
        )}
      </p>
    </div>
  );
}
