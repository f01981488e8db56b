import type { People } from "../domain/user/people.ts";
import type { LineEvent } from "../domain/conversation/events.ts";
import type { UserId } from "../domain/ids.ts";
import { displayNameOf } from "./people.ts";

/** What is not a message, as members see it in the history: what happened, and a sentence that says so. */
export interface SystemLine {
  readonly data: { readonly event: SystemEvent } & Readonly<Record<string, unknown>>;
  readonly content: string;
}

export type SystemEvent = "added" | "joined" | "left" | "removed" | "renamed";

type SystemLineEvent = Exclude<LineEvent, { type: "MessageSent" }>;

export function systemLine(event: SystemLineEvent, people: People): SystemLine {
  const name = (id: UserId): string => displayNameOf(people, id);
  switch (event.type) {
    case "MembersAdded": {
      const { userIds, role, addedBy } = event.data;
      const data = { event: "added" as const, user_ids: userIds, role, by: addedBy };
      return { data, content: `${name(addedBy)} added ${listed(userIds.map(name))}.` };
    }
    case "MemberJoined":
      return {
        data: { event: "joined", user_id: event.data.userId },
        content: `${name(event.data.userId)} joined.`,
      };
    case "MemberLeft":
      return { data: { event: "left", user_id: event.data.userId }, content: `${name(event.data.userId)} left.` };
    case "MemberRemoved": {
      const { userId, removedBy } = event.data;
      const data = { event: "removed" as const, user_id: userId, by: removedBy };
      return { data, content: `${name(removedBy)} removed ${name(userId)}.` };
    }
    case "ConversationRenamed": {
      const { renamedBy, name: called, description } = event.data;
      const data = {
        event: "renamed" as const,
        by: renamedBy,
        ...(called !== undefined && { name: called }),
        ...(description !== undefined && { description }),
      };
      return { data, content: `${name(renamedBy)} ${renaming(called, description)}.` };
    }
  }
}

/** Everybody whose name the sentence needs. */
export function peopleInSystemLine(event: SystemLineEvent): readonly UserId[] {
  switch (event.type) {
    case "MembersAdded":
      return [event.data.addedBy, ...event.data.userIds];
    case "MemberRemoved":
      return [event.data.removedBy, event.data.userId];
    case "ConversationRenamed":
      return [event.data.renamedBy];
    case "MemberJoined":
    case "MemberLeft":
      return [event.data.userId];
  }
}

function renaming(name: string | null | undefined, description: string | null | undefined): string {
  if (name) return `named the conversation “${name}”`;
  if (name === "") return "took the conversation's name away";
  if (description === undefined) return "renamed the conversation";
  return description === "" ? "took the description away" : "changed the description";
}

const shownNames = 4;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, shownNames);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
}
