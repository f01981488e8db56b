import type { LogPlaceSettings } from "../event-store/open.ts";

/** What the projections' thread is started with: plain data. It opens everything else for itself. */
export interface ThreadSettings extends LogPlaceSettings {
  /** As in the settings; absent: the key in the data folder. */
  readonly secretKey: string | undefined;
  readonly dataDir: string;
  /** Connections of its pool; one per projection and two more keep them from waiting for each other. */
  readonly poolSize: number;
  /** Whoever holds its leases: one name for each run of a process, however often the thread begins again. */
  readonly holder: string;
}

/** What the thread says. */
export interface Report {
  readonly kind: "report";
  readonly sentence: string;
}

/** What it is told: to finish the batches under way, let the leases go, and end. */
export const stop = "stop";
