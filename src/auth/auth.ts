import type { ClientBase, Pool } from "pg";

/** What everything about accounts needs to know of the deployment. */
export interface Auth {
  readonly pool: Pool;
  readonly now: () => Date;
  readonly registration: "open" | "invite" | "closed";
}

/** A pool, or the one connection of a transaction. */
export type Queryable = Pool | ClientBase;
