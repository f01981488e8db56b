import { deleteMessage, pin, save, unpin, unsave } from "../api/messages.ts";
import { isProblem } from "../api/problem.ts";
import { addressOf, goTo } from "../app/router.ts";
import { startEditing, startReply } from "../composer/modes.ts";
import { openDetails, openForward } from "../dialogs/open.ts";
import { confirm } from "../parts/confirm.tsx";
import { copy } from "../parts/copy.ts";
import { failureOf } from "../parts/failure.ts";
import type { IconName } from "../parts/icons.ts";
import { toast } from "../parts/toast.tsx";
import { plainText } from "../store/heads.ts";
import { markUnread } from "../store/tell-read.ts";
import { change, myId } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import type { Message } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { editWindow, isInTime, mayModerate, mayWrite } from "./rights.ts";

export interface Acting {
  readonly line: Message;
  readonly conversation: Standing;
}

export interface Action {
  readonly name:
    "react" | "reply" | "forward" | "edit" | "copy" | "pin" | "save" | "unread" | "link" | "details" | "delete";
  readonly label: string;
  readonly icon: IconName;
  /** The key that does it while the message or its menu has the focus. */
  readonly key?: string;
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

/** What can be done with a message here, in the order of the menu; what is not allowed is not among it. */
export function actionsFor(acting: Acting): readonly Action[] {
  const { line, conversation } = acting;
  const { conversation_id: conversationId, id, sequence } = line;
  const isMember = conversation.my_role !== null;
  const writes = mayWrite(conversation);
  const stands = !line.is_deleted;
  const isMine = line.sender_id === myId.peek();
  const actions: (Action | false)[] = [
    stands && writes && { name: "react", label: t("menu.react"), icon: "react", run: nothing },
    stands && writes && { name: "reply", label: t("menu.reply"), icon: "reply", key: "R", run: () => startReply(line) },
    stands && {
      name: "forward",
      label: t("menu.forward"),
      icon: "forward",
      key: "F",
      run: () => openForward(conversationId, id),
    },
    stands && isMine && writes && editing(acting),
    stands && {
      name: "copy",
      label: t("menu.copy"),
      icon: "copy",
      key: "C",
      run: () => void copy(wordsOf(line), t("toast.copied")),
    },
    stands && writes && pinning(line),
    isMember && stands && saving(line),
    isMember && { name: "unread", label: t("menu.unread"), icon: "mail", key: "U", run: () => unread(line) },
    { name: "link", label: t("menu.link", { n: sequence }), icon: "link", key: "L", run: () => copyLink(line) },
    { name: "details", label: t("menu.details"), icon: "info", run: () => openDetails(conversationId, id) },
    stands && (isMine || mayModerate(conversation)) && deleting(line, isMine),
  ];
  return actions.filter((each) => each !== false);
}

/** Keys act on the message that has the focus. */
export function actByKey(event: KeyboardEvent, acting: Acting): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key === "Delete" ? "Del" : event.key.toUpperCase();
  const action = actionsFor(acting).find((each) => each.key === key && !each.isDisabled);
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action.run();
}

/** Reacting opens a choice of its own. */
function nothing(): void {}

function editing({ line, conversation }: Acting): Action {
  const isLate = !isInTime(line, conversation);
  const seconds = editWindow(conversation) ?? 0;
  const hint = { hint: t("menu.edit.late", { time: durationOf(seconds) }), isDisabled: true };
  return {
    name: "edit",
    label: t("menu.edit"),
    icon: "pencil",
    key: "E",
    run: () => startEditing(line),
    ...(isLate && hint),
  };
}

function durationOf(seconds: number): string {
  const [value, unit] = seconds < 3_600 ? [seconds / 60, "minute"] : [seconds / 3_600, "hour"];
  const options = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(document.documentElement.lang, options).format(value);
}

function pinning({ id, is_pinned }: Message): Action {
  const act = async (): Promise<void> => (is_pinned ? unpin(id) : pin(id));
  const run = (): void =>
    void act().catch((error: unknown) => toast(isProblem(error, "conflict") ? t("toast.pins_full") : failureOf(error)));
  return { name: "pin", label: t(is_pinned ? "menu.unpin" : "menu.pin"), icon: "pin", key: "P", run };
}

function saving({ id, conversation_id: conversationId, is_saved: isSaved = false }: Message): Action {
  const act = async (): Promise<void> => {
    await (isSaved ? unsave(id) : save(id));
    change({ kind: "saved", conversationId, id, isSaved: !isSaved });
    toast(t(isSaved ? "toast.unsaved" : "toast.saved"));
  };
  const run = (): void => void act().catch((error: unknown) => toast(failureOf(error)));
  return { name: "save", label: t(isSaved ? "menu.unsave" : "menu.save"), icon: "bookmark", key: "S", run };
}

/** The conversation is left with it: whoever looks at a message has read it. */
function unread({ conversation_id, sequence }: Message): void {
  goTo("/");
  void markUnread(conversation_id, sequence).catch((error: unknown) => toast(failureOf(error)));
}

function deleting(line: Message, isMine: boolean): Action {
  const ask = (): void =>
    confirm({
      title: t("delete.ask"),
      text: t("delete.text"),
      action: t("delete.do"),
      ...(!isMine && { ask: t("delete.reason") }),
      run: async (reason) => {
        await deleteMessage(line.id, reason);
      },
    });
  return { name: "delete", label: t("menu.delete"), icon: "trash", key: "Del", run: ask };
}

export function wordsOf({ content, content_type }: Message): string {
  return content_type === "html" ? plainText(content) : content;
}

function copyLink({ conversation_id, sequence }: Message): void {
  void copy(`${location.origin}${addressOf(conversation_id, sequence)}`, t("toast.link"));
}
