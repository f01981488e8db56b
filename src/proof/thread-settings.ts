import type { LogPlaceSettings } from "../event-store/open.ts";

/** What the thread that proves the log is started with: plain data. It opens everything else for itself. */
export interface ProofThreadSettings extends LogPlaceSettings {
  /** As in the settings; absent: the key in the data folder. */
  readonly secretKey: string | undefined;
  readonly dataDir: string;
  /** It ends by itself once all has been proved for so long. */
  readonly restAfterMs: number;
}

/** What the thread says. */
export interface Report {
  readonly sentence: string;
}

/** What it is told: to finish the batch under way, and end. */
export const stop = "stop";
