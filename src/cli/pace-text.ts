import type { Pace } from "../projections/pace.ts";

/** Why a build goes as fast as it does, and no faster. */
export const paceText: Readonly<Record<Pace, string>> = {
  free: "as fast as it can: nothing is sent",
  resting: "messages are sent: it leaves them two thirds of the time",
  gaining: "so much is sent that it rests less, to gain on the log",
  losing: "more is sent than it can take in with its rests: let it hurry, or wait for a quieter hour",
  hurried: "hurried: sending may take longer",
};
