import { lanes } from "./kind.ts";

/** What lanes share. */
const shared = 2;

/** Of PostgreSQL, for each process whose queues are there: one listens for each lane, and all share the others. */
export const connectionsOfQueue = lanes.length + shared;
