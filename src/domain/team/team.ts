import type { UserId } from "../ids.ts";
import { noKeyedEvents, remember, type KeyedEvents } from "../keyed-events.ts";
import type { Recorded } from "../recorded.ts";
import type { TeamEvent } from "./events.ts";

/** People who can be mentioned by one name. */
export interface Team {
  readonly status: "missing" | "there" | "removed";
  readonly name: string;
  readonly userIds: readonly UserId[];
  readonly lastAt: string | null;
  readonly keyed: KeyedEvents;
}

export const initialState: Team = { status: "missing", name: "", userIds: [], lastAt: null, keyed: noKeyedEvents };

export function evolve(team: Team, event: Recorded<TeamEvent>): Team {
  return { ...changedBy(team, event), lastAt: event.at, keyed: remember(team.keyed, event) };
}

function changedBy(team: Team, { type, data }: TeamEvent): Team {
  switch (type) {
    case "TeamMade":
      return { ...team, status: "there", name: data.name, userIds: data.userIds };
    case "TeamChanged":
      return { ...team, name: data.name ?? team.name, userIds: data.userIds ?? team.userIds };
    case "TeamRemoved":
      return { ...team, status: "removed", userIds: [] };
  }
}
