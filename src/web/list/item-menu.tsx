import { changeMySettings, markRead } from "../api/conversations.ts";
import { askToLeave } from "../dialogs/leave.tsx";
import { failureOf } from "../parts/failure.ts";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeAt, placeOf } from "../parts/place.ts";
import { toast } from "../parts/toast.tsx";
import { titleOf } from "../store/names.ts";
import { markUnread } from "../store/tell-read.ts";
import { change, isUnread } from "../store/store.ts";
import type { Conversation } from "../wire/shapes.ts";
import { t } from "../words/words.ts";

/** By right click, long press or Shift+F10. */
export function openItemMenu(event: MouseEvent, conversation: Conversation): void {
  event.preventDefault();
  const target = event.currentTarget as Element;
  // The key for menus comes without a place of its own.
  const at = event.clientX === 0 && event.clientY === 0 ? placeOf(target) : placeAt(event);
  showOver((close) => <Menu label={titleOf(conversation)} at={at} items={itemsFor(conversation)} onClose={close} />);
}

export function itemsFor(conversation: Conversation): readonly (MenuItem | "line")[] {
  const { id, is_muted: isMuted, is_archived: isArchived, last_sequence: last } = conversation;
  const set = (settings: Parameters<typeof changeMySettings>[1]) => () =>
    attempt(async () => {
      await changeMySettings(id, settings);
      change({ kind: "conversation", conversation: { ...conversation, ...settings } });
    });
  const read: MenuItem = isUnread(conversation)
    ? { label: t("list.mark_read"), icon: "mail", run: () => attempt(async () => readAll(id, last)) }
    : { label: t("list.mark_unread"), icon: "mail", run: () => attempt(async () => markUnread(id, last)) };
  return [
    ...(last > 0 ? [read] : []),
    { label: t(isMuted ? "list.unmute" : "list.mute"), icon: "bellOff", run: set({ is_muted: !isMuted }) },
    {
      label: t(isArchived ? "list.unarchive" : "list.archive"),
      icon: "archive",
      run: set({ is_archived: !isArchived }),
    },
    ...(conversation.kind === "direct"
      ? []
      : ([
          "line",
          { label: t("list.leave"), icon: "logOut", isDanger: true, run: () => askToLeave(conversation) },
        ] as const)),
  ];
}

async function readAll(id: string, sequence: number): Promise<void> {
  change({ kind: "read-here", conversationId: id, sequence });
  await markRead(id, sequence);
}

function attempt(act: () => Promise<void>): void {
  void act().catch((error: unknown) => toast(failureOf(error)));
}
