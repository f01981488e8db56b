import type { HistoryVisibility, Incident, Kind, Visibility } from "../../domain/conversation/events.ts";
import type { UserId } from "../../domain/ids.ts";
import { invalidField } from "../problem.ts";

export interface Asked {
  readonly kind?: Kind | undefined;
  readonly is_group?: boolean | undefined;
  readonly visibility?: Visibility | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly incident?: Partial<Incident> | undefined;
  readonly history_visibility?: HistoryVisibility | undefined;
  readonly member_ids: readonly UserId[];
}

/**
 * What kind of conversation is asked for, where it may be said in several ways: a public one and an incident's is a room, one with a name
 * is a group, one with a single other member is direct. @throws Problem where they contradict each other.
 */
export function kindOf(asked: Asked, actor: UserId): Kind {
  const kind = asked.kind ?? impliedKind(asked, actor);
  if (asked.is_group !== undefined && asked.is_group !== (kind !== "direct"))
    throw invalidField("is_group", `This conversation would be of the kind ${kind}.`);
  if (asked.visibility === "public" && kind !== "room") throw invalidField("visibility", "Only a room can be public.");
  if (asked.incident && kind !== "room") throw invalidField("incident", "Only a room is an incident's.");
  if (kind === "direct") {
    if (asked.history_visibility === "joined")
      throw invalidField("history_visibility", "A direct conversation shows its whole history.");
    if (asked.name) throw invalidField("name", "A direct conversation has no name.");
    if (asked.description) throw invalidField("description", "A direct conversation has no description.");
  }
  return kind;
}

function impliedKind({ is_group, visibility, name, description, incident, member_ids }: Asked, actor: UserId): Kind {
  if (visibility === "public" || incident) return "room";
  if (is_group !== undefined) return is_group ? "group" : "direct";
  if (name || description) return "group";
  const others = new Set(member_ids.filter((id) => id !== actor));
  return others.size > 1 ? "group" : "direct";
}
