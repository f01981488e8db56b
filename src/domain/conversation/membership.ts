import type { UserId } from "../ids.ts";
import type { ConversationEvent } from "./events.ts";
import type { Role } from "./roles.ts";

/** Who came and who went by an event. */
export interface MembershipChange {
  readonly added: readonly { readonly userId: UserId; readonly role: Role; readonly by: UserId }[];
  readonly removed: readonly { readonly userId: UserId; readonly by: UserId }[];
  /** Whether nobody is a member any more. */
  readonly isOver: boolean;
}

/** Whom an event shuts out without having been a member: everybody, where a room becomes private. Null: nobody. */
export function shutOut(event: ConversationEvent): "everybody" | UserId | null {
  if (event.type === "VisibilityChanged") return event.data.visibility === "private" ? "everybody" : null;
  return event.type === "PersonBanned" ? event.data.userId : null;
}

const none: MembershipChange = { added: [], removed: [], isOver: false };

export function membershipChange({ type, data }: ConversationEvent): MembershipChange {
  switch (type) {
    case "ConversationStarted":
      return { ...none, added: data.members.map((member) => ({ ...member, by: data.createdBy })) };
    case "MembersAdded": {
      const { userIds, role, addedBy } = data;
      return { ...none, added: userIds.map((userId) => ({ userId, role, by: addedBy })) };
    }
    case "MemberJoined":
      return { ...none, added: [{ userId: data.userId, role: "member", by: data.userId }] };
    case "MemberRemoved":
      return { ...none, removed: [{ userId: data.userId, by: data.removedBy }] };
    case "MemberLeft":
      return { ...none, removed: [{ userId: data.userId, by: data.userId }] };
    case "ConversationDeleted":
      return { ...none, isOver: true };
    case "PersonBanned":
      return data.wasMember ? { ...none, removed: [{ userId: data.userId, by: data.bannedBy }] } : none;
    case "ConversationRenamed":
    case "VisibilityChanged":
    case "IncidentChanged":
    case "RoleChanged":
    case "OwnershipHandedOver":
    case "MemberMuted":
    case "MemberUnmuted":
    case "PersonUnbanned":
    case "MessageSent":
    case "MessagePinned":
    case "MessageUnpinned":
      return none;
  }
}
