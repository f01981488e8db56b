import type { LogPlaceSettings } from "../event-store/open.ts";
import type { NewVersions } from "./newer-versions.ts";

/** What the projections' thread is started with: plain data. It opens everything else for itself. */
export interface ThreadSettings extends LogPlaceSettings {
  /** As in the settings; absent: the key in the data folder. */
  readonly secretKey: string | undefined;
  readonly dataDir: string;
  /** Announced where it is not said. */
  readonly newVersions?: NewVersions;
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

/** How its pool is, from time to time: connections in use and idle, and who waits for one. */
export interface PoolUse {
  readonly kind: "pool";
  readonly inUse: number;
  readonly idle: number;
  readonly waiting: number;
}

/** What it is told: to finish the batches under way, let the leases go, and end. */
export const stop = "stop";
