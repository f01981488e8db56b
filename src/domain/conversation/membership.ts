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
    case "ConversationRenamed":
    case "MessageSent":
      return none;
  }
}
