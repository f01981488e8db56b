import type { AuditEvent } from "../api/audit.ts";
import { t } from "../words/words.ts";

export type NameOf = (id: unknown) => string;

/** What somebody did, in a few words beside their name. What is not known here is said as the server says it. */
export function deedOf({ type, data, sequence, summary }: AuditEvent, name: NameOf): string {
  const n = sequence ?? 0;
  const who = name(data["userId"]);
  switch (type) {
    case "MessageSent":
      return t("deed.sent", { n });
    case "MessageEdited":
      return t("deed.edited", { n });
    case "MessageDeleted":
      return t("deed.deleted", { n });
    case "ReactionAdded":
      return t("deed.reacted", { n, emoji: text(data["emoji"]) });
    case "ReactionRemoved":
      return t("deed.unreacted", { n, emoji: text(data["emoji"]) });
    case "MessagePinned":
      return t("deed.pinned");
    case "MessageUnpinned":
      return t("deed.unpinned");
    case "LinkPreviewAttached":
    case "LinkPreviewRemoved":
      return t("deed.preview", { n });
    case "ConversationStarted":
      return t("deed.started");
    case "ConversationDeleted":
      return t("deed.ended");
    case "ConversationRenamed":
      return t(data["name"] === undefined ? "deed.described" : "deed.renamed");
    case "VisibilityChanged":
      return t("deed.visibility");
    case "IncidentChanged":
      return t("deed.incident");
    case "MembersAdded":
      return t("deed.added", { names: listed(data["userIds"], name) });
    case "MemberRemoved":
      return t("deed.removed", { who });
    case "MemberJoined":
      return t("deed.joined");
    case "MemberLeft":
      return t("deed.left");
    case "RoleChanged":
      return t("deed.role", { who });
    case "OwnershipHandedOver":
      return t("deed.owner", { who: name(data["to"]) });
    case "MemberMuted":
      return t("deed.muted", { who });
    case "MemberUnmuted":
      return t("deed.unmuted", { who });
    case "PersonBanned":
      return t("deed.banned", { who });
    case "PersonUnbanned":
      return t("deed.unbanned", { who });
    case "MarkersAdvanced":
      return marked(data);
    case "MarkedUnread":
      return t("deed.unread");
    case "UnreadMarkCleared":
      return t("deed.cleared");
    case "InboxSettingsChanged":
      return t("deed.settings");
    case "ConversationHidden":
      return t("deed.hidden");
    default:
      return summary;
  }
}

function marked({ readTo, deliveredTo }: AuditEvent["data"]): string {
  return typeof readTo === "number" ? t("deed.read", { n: readTo }) : t("deed.delivered", { n: Number(deliveredTo) });
}

const shownNames = 3;

function listed(ids: unknown, name: NameOf): string {
  const names = Array.isArray(ids) ? ids.map(name) : [];
  const more = names.length - shownNames;
  return names.slice(0, shownNames).join(", ") + (more > 0 ? ` +${more}` : "");
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
