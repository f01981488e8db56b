export const findingStates = ["ok", "warning", "problem"] as const;

/** What a sentence says, for whoever says it in another language: its stable name, and what differs from time to time. */
export interface Saying {
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What was found of one thing, and what to do about it: a sentence. */
export interface Finding {
  readonly about: string;
  /** `problem`: something does not work. `warning`: it works, and may not for long, or not as it should. */
  readonly state: (typeof findingStates)[number];
  readonly sentence: string;
  /** Of what is found every day; what is rare has its sentence alone. */
  readonly saying: Saying | null;
}

export interface Findings {
  ok(sentence: string, saying?: Saying): void;
  warning(sentence: string, saying?: Saying): void;
  problem(sentence: string): void;
}

/** Takes down what is found about one thing. */
export function findingsAbout(about: string, onFinding: (finding: Finding) => void): Findings {
  const found =
    (state: Finding["state"]) =>
    (sentence: string, saying: Saying | null = null): void =>
      onFinding({ about, state, sentence: sentence.replaceAll(/\s+/g, " ").trim(), saying });
  return { ok: found("ok"), warning: found("warning"), problem: found("problem") };
}
