export const findingStates = ["ok", "warning", "problem"] as const;

/** What was found of one thing, and what to do about it: a sentence. */
export interface Finding {
  readonly about: string;
  /** `problem`: something does not work. `warning`: it works, and may not for long, or not as it should. */
  readonly state: (typeof findingStates)[number];
  readonly sentence: string;
}

export interface Findings {
  ok(sentence: string): void;
  warning(sentence: string): void;
  problem(sentence: string): void;
}

/** Takes down what is found about one thing. */
export function findingsAbout(about: string, onFinding: (finding: Finding) => void): Findings {
  const found =
    (state: Finding["state"]) =>
    (sentence: string): void =>
      onFinding({ about, state, sentence: sentence.replaceAll(/\s+/g, " ").trim() });
  return { ok: found("ok"), warning: found("warning"), problem: found("problem") };
}
