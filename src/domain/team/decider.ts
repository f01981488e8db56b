import type { KeyedEvents } from "../keyed-events.ts";
import { evolve, initialState, type Team } from "./team.ts";

/** How streams of teams are decided on. */
export const teams = {
  initialState,
  evolve,
  lastAt: ({ lastAt }: Team): string | null => lastAt,
  keyedEvents: ({ keyed }: Team): KeyedEvents => keyed,
  sizeOf: ({ userIds }: Team): number => 1_200 + userIds.length * 80,
};
