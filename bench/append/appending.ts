import type { Sample } from "../support/in-turns.ts";

/** A log that writers append to, turn by turn. */
export interface Appending extends AsyncDisposable {
  writeFor(seconds: number): Promise<Sample>;
  /** @throws when what was acknowledged is not what is stored. */
  check(): Promise<void>;
}
