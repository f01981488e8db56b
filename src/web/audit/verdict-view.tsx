import { DeskIcon } from "../desk/icons.tsx";
import { numberText } from "../desk/numbers.ts";
import { Icon } from "../parts/icon.tsx";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import type { Verdict } from "./checking.ts";

const claims = ["changed", "leftOut", "slippedIn"] as const;

/** What a check came to, claim by claim; what does not hold is named. */
export function VerdictView({ of: verdict }: { readonly of: Verdict }) {
  const { outcome, findings, facts } = verdict;
  return (
    <div class="verdict">
      <p class={`tag ${outcome === "holds" ? "is-good" : "is-high"}`}>
        <DeskIcon name={outcome === "holds" ? "shield" : "broken"} size={14} />
        {t(outcome === "cannot be judged" ? "proof.unclear" : `proof.${outcome}`)}
      </p>
      <ul>
        {claims.map((claim) => (
          <Claim key={claim} claim={claim} of={verdict} />
        ))}
      </ul>
      {findings.map((finding) => (
        <p key={finding} class="verdict-finding">
          <strong>{t("proof.fails.because")}</strong> {finding}
        </p>
      ))}
      {facts.withheld > 0 && <p class="verdict-note">{t("proof.withheld", { n: facts.withheld })}</p>}
      <p class="verdict-note">{facts.kept === null ? t("proof.no_checkpoint") : t("proof.note")}</p>
    </div>
  );
}

function Claim({
  claim,
  of: { claims: judged, facts },
}: {
  readonly claim: (typeof claims)[number];
  readonly of: Verdict;
}) {
  const state = judged[claim];
  const kept = facts.kept && { time: timeOf(facts.kept.time) };
  const known = {
    changed: t("proof.changed.about", { n: numberText(facts.events) }),
    leftOut: t("proof.left_out.about"),
    slippedIn: kept && t("proof.slipped_in.about", { time: kept.time }),
  };
  const unknown = claim === "slippedIn" && facts.kept === null ? t("proof.slipped_in.unknown") : null;
  const about = state === "holds" ? known[claim] : unknown;
  const names = { changed: "proof.changed", leftOut: "proof.left_out", slippedIn: "proof.slipped_in" } as const;
  return (
    <li class={`verdict-claim is-${state === "not judged" ? "open" : state}`}>
      {state === "not judged" ? (
        <Icon name="info" size={18} />
      ) : (
        <Icon name={state === "holds" ? "resolved" : "alert"} size={18} />
      )}
      <span>
        <strong>
          {t(names[claim])}
          {state !== "holds" && (
            <span class="only-read">: {t(state === "fails" ? "proof.fails" : "proof.unclear")}</span>
          )}
        </strong>
        {about !== null && <span>{about}</span>}
      </span>
    </li>
  );
}
