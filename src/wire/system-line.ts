import type { People } from "../domain/user/people.ts";
import type { Incident, IncidentStatus, LineEvent } from "../domain/conversation/events.ts";
import type { UserId } from "../domain/ids.ts";
import { displayNameOf } from "./people.ts";

/** What is not a message, as members see it in the history: what happened, and a sentence that says so. */
export interface SystemLine {
  readonly data: { readonly event: SystemEvent } & Readonly<Record<string, unknown>>;
  readonly content: string;
}

export const systemEvents = [
  "added",
  "joined",
  "left",
  "removed",
  "banned",
  "renamed",
  "visibility_changed",
  "status_changed",
  "ownership",
  "pinned",
] as const;
export type SystemEvent = (typeof systemEvents)[number];

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
    case "PersonBanned": {
      const { userId, bannedBy } = event.data;
      const data = { event: "banned" as const, user_id: userId, by: bannedBy };
      return { data, content: `${name(bannedBy)} banned ${name(userId)}.` };
    }
    case "OwnershipHandedOver": {
      const { from, to } = event.data;
      const data = { event: "ownership" as const, user_id: to, by: from };
      return { data, content: `${name(to)} owns the conversation now, instead of ${name(from)}.` };
    }
    case "VisibilityChanged": {
      const { visibility, changedBy } = event.data;
      const data = { event: "visibility_changed" as const, visibility, by: changedBy };
      return { data, content: `${name(changedBy)} made the room ${visibility}.` };
    }
    case "IncidentChanged": {
      const { sequence: _, changedBy, ...changed } = event.data;
      const data = { event: "status_changed" as const, by: changedBy, ...changed };
      return { data, content: `${name(changedBy)} ${incidentChange(changed)}.` };
    }
    case "MessagePinned": {
      const { messageId, pinnedBy } = event.data;
      const data = { event: "pinned" as const, message_id: messageId, by: pinnedBy };
      return { data, content: `${name(pinnedBy)} pinned a message.` };
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
    case "PersonBanned":
      return [event.data.bannedBy, event.data.userId];
    case "OwnershipHandedOver":
      return [event.data.from, event.data.to];
    case "VisibilityChanged":
    case "IncidentChanged":
      return [event.data.changedBy];
    case "MessagePinned":
      return [event.data.pinnedBy];
    case "MemberJoined":
    case "MemberLeft":
      return [event.data.userId];
  }
}

/** All that changed, in one sentence. */
function incidentChange({ status, severity, lots }: Partial<Incident>): string {
  const changes = [
    ...(status ? [statusChange[status]] : []),
    ...(severity ? [`set the severity to ${severity}`] : []),
    ...(lots ? [lots.length > 0 ? `set the lots to ${listed(lots)}` : "took the lots away"] : []),
  ];
  return changes.length > 1 ? `${changes.slice(0, -1).join(", ")} and ${changes.at(-1)}` : changes.join("");
}

const statusChange: Readonly<Record<IncidentStatus, string>> = {
  open: "opened the incident",
  resolved: "resolved the incident",
  closed: "closed the incident",
};

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
