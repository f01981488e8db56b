import type { TakenIntent } from "./intent.ts";

export type AttemptOutcome = "done" | "again" | "failed" | "dead";

/** Told that an attempt begins; what it gives back is told how it ended. It must be quick, and must not fail. */
export type AttemptObserver = (intent: TakenIntent) => (outcome: AttemptOutcome) => void;

/** Several as one. */
export const observedBy =
  (observers: readonly AttemptObserver[]): AttemptObserver =>
  (intent) => {
    const ends = observers.map((observe) => observe(intent));
    return (outcome) => {
      for (const end of ends) end(outcome);
    };
  };
