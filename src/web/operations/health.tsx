import { useEffect, useState } from "preact/hooks";
import { getExamination, type Examination, type Finding } from "../api/operations.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import { exactClockOf } from "../words/times.ts";
import { localeNow, t } from "../words/words.ts";
import { findingText } from "./finding-text.ts";
import { aboutName } from "./names.ts";

const lookEveryMs = 15_000;

/** What the server stands on, as it sees it itself: the worst first, and what to do about it. */
export function Health() {
  const [seen, setSeen] = useState<Examination | null>(null);
  const [failure, setFailure] = useState("");
  useEffect(() => {
    let isHere = true;
    const take = (found: Examination): void => {
      if (isHere) setSeen(found);
      setFailure("");
    };
    const look = (): void => void getExamination().then(take, (error: unknown) => setFailure(failureOf(error)));
    look();
    const timer = setInterval(() => document.visibilityState === "visible" && look(), lookEveryMs);
    return () => {
      isHere = false;
      clearInterval(timer);
    };
  }, []);
  return (
    <>
      {seen ? <Seen examination={seen} /> : failure === "" && <p class="desk-none">{t("operations.loading")}</p>}
      <FailureText of={failure} />
    </>
  );
}

function Seen({ examination: { process, examined_at: at, findings } }: { readonly examination: Examination }) {
  const count = (state: Finding["state"]): number => findings.filter((each) => each.state === state).length;
  const [problems, warnings] = [count("problem"), count("warning")];
  const isWell = problems + warnings === 0;
  const isEnglishToo = localeNow() !== "en" && findings.some((each) => findingText(each) === null);
  return (
    <section class="desk-card" aria-label={t("operations.tab.health")}>
      <div class="summary">
        <div class="summary-words">
          <span class={`summary-icon ${isWell ? "is-works" : ""}`}>
            {isWell ? <Icon name="check" size={24} /> : <DeskIcon name="warning" size={24} />}
          </span>
          <div role="status">
            <h2>{isWell ? t("health.well") : t("health.not_well", { problems, warnings })}</h2>
            <p class="numbers">{t("health.seen", { process, time: exactClockOf(at) })}</p>
          </div>
        </div>
      </div>
      <ul>
        {grouped(findings).map((group) => (
          <Group key={group.about} {...group} />
        ))}
      </ul>
      <p class="desk-note">
        {t("health.note")} {isEnglishToo && t("health.english")}
      </p>
    </section>
  );
}

interface GroupProps {
  readonly about: string;
  readonly state: Finding["state"];
  readonly findings: readonly Finding[];
}

const severity = ["problem", "warning", "ok"] as const satisfies readonly Finding["state"][];

/** What is found of one thing, which is as bad as the worst of it. */
function grouped(findings: readonly Finding[]): readonly GroupProps[] {
  const worstFirst = (one: Finding, other: Finding): number =>
    severity.indexOf(one.state) - severity.indexOf(other.state);
  const all = Map.groupBy(findings.toSorted(worstFirst), ({ about }) => about);
  return [...all].map(([about, found]) => ({ about, state: found[0]?.state ?? "ok", findings: found }));
}

const looks = { ok: "is-good", warning: "is-medium", problem: "is-high" } as const;

function Group({ about, state, findings }: GroupProps) {
  return (
    <li class="health">
      <div class="health-head">
        <strong>{aboutName(about)}</strong>
        <span class={`tag ${looks[state]}`}>
          {state === "ok" ? <Icon name="check" size={14} /> : <DeskIcon name="warning" size={14} />}
          {t(`health.${state}`)}
        </span>
      </div>
      <div class="health-words">
        {findings.map((finding) => (
          <Said key={finding.sentence} finding={finding} />
        ))}
      </div>
    </li>
  );
}

function Said({ finding }: { readonly finding: Finding }) {
  const text = findingText(finding);
  return (
    <p class={finding.state === "ok" ? "" : "is-bad"} {...(text === null && { lang: "en" })}>
      {text ?? finding.sentence}
    </p>
  );
}
