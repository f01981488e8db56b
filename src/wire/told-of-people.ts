import type {
  ConversationHidden,
  InboxEvent,
  InboxSettingsChanged,
  MarkersAdvanced,
  OfInbox,
} from "../domain/inbox/events.ts";
import type { AnnouncementEvent } from "../domain/announcement/events.ts";
import type { Recorded } from "../domain/recorded.ts";
import type { PersonErased, ProfileChanged, UserEvent } from "../domain/user/events.ts";
import type { Audience, Settings, Told } from "./stream-event.ts";

/** What is told of how somebody reads a conversation, mostly to nobody else. */
export function inboxTold({ type, data }: InboxEvent): readonly Told[] {
  switch (type) {
    case "MarkersAdvanced":
      return markersTold(data);
    case "MarkedUnread":
      return toOneself(data, { unread_from: data.from });
    case "UnreadMarkCleared":
      return toOneself(data, { unread_from: null });
    case "InboxSettingsChanged":
      return toOneself(data, settingsOf(data));
    case "ConversationHidden":
      return hiddenTold(data);
  }
}

function toOneself({ conversationId, userId }: OfInbox, settings: Settings): readonly Told[] {
  const what = { event: "settings_changed", conversation_id: conversationId, settings } as const;
  return [{ audience: { kind: "user", id: userId }, what }];
}

function settingsOf({ isMuted, isArchived, notify }: InboxSettingsChanged): Settings {
  return {
    ...(isMuted !== undefined && { is_muted: isMuted }),
    ...(isArchived !== undefined && { is_archived: isArchived }),
    ...(notify !== undefined && { notify }),
  };
}

/** To the other devices it is as good as deleted. */
function hiddenTold({ conversationId, userId }: ConversationHidden): readonly Told[] {
  const what = { event: "conversation_deleted", conversation_id: conversationId } as const;
  return [{ audience: { kind: "user", id: userId }, what }];
}

function markersTold({ conversationId: id, userId, ...markers }: MarkersAdvanced): readonly Told[] {
  const audience: Audience = markers.toldTo === "members" ? { kind: "conversation", id } : { kind: "user", id: userId };
  const move = { conversation_id: id, user_id: userId };
  const { readTo, deliveredTo } = markers;
  return [
    ...(readTo === undefined
      ? []
      : [{ audience, what: { event: "message_read", ...move, sequence: readTo } as const }]),
    ...(deliveredTo === undefined
      ? []
      : [{ audience, what: { event: "message_delivered", ...move, sequence: deliveredTo } as const }]),
  ];
}

export function profileTold(data: ProfileChanged): readonly Told[] {
  const { userId, displayName, locale, timeZone, notifyEmail } = data;
  const settings = {
    ...(locale && { locale }),
    ...(timeZone && { time_zone: timeZone }),
    ...(notifyEmail && { notify_email: notifyEmail }),
  };
  const updated: Told = { audience: { kind: "everyone" }, what: { event: "user_updated", user_id: userId } };
  const changed: Told = { audience: { kind: "user", id: userId }, what: { event: "settings_changed", settings } };
  return [...(displayName === undefined ? [] : [updated]), ...(Object.keys(settings).length === 0 ? [] : [changed])];
}

/** Whoever knows them by another name hears that it is gone. */
export function erasureTold({ userId }: PersonErased): readonly Told[] {
  return [{ audience: { kind: "everyone" }, what: { event: "user_updated", user_id: userId } }];
}

type BlockingEvent = Extract<UserEvent, { type: "UserBlocked" | "UserUnblocked" }>;

/** Whoever is blocked learns nothing of it. */
export function blockingTold({ type, data }: BlockingEvent): readonly Told[] {
  const { userId, blockedId } = data;
  const settings = { blocked_user_id: blockedId, is_blocked: type === "UserBlocked" };
  return [{ audience: { kind: "user", id: userId }, what: { event: "settings_changed", settings } }];
}

export function announcementTold({ revision, data }: Recorded<AnnouncementEvent>): readonly Told[] {
  const { announcementId, by } = data;
  const what = { event: "announcement", announcement_id: announcementId, by, revision } as const;
  return [{ audience: { kind: "everyone" }, what }];
}
