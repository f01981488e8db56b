import { useEffect, useRef, useState } from "preact/hooks";
import { enterLog } from "../chat/log-keys.ts";
import { openEmoji } from "../chat/message-menu.tsx";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { isPhone } from "../parts/is-phone.ts";
import { Later } from "../parts/later.tsx";
import { placeOf } from "../parts/place.ts";
import { titleOf } from "../store/names.ts";
import { report } from "../store/report.ts";
import type { Standing } from "../store/standing.ts";
import { t } from "../words/words.ts";
import { draftOf, keepDraft, savedDraft } from "./draft.ts";
import { leaveMode, modes, startEditing } from "./modes.ts";
import { edit, send } from "./sending.ts";
import { MoreButton } from "./more-button.tsx";
import { ScheduleButton } from "./schedule-button.tsx";
import { ScheduledStrip } from "./scheduled-strip.tsx";
import { Strip } from "./strip.tsx";
import { lastOfMine, useDraft, useGrowing, useWords } from "./words-to-write.ts";
import { useMentions } from "./use-mentions.tsx";
import { tellNotWriting, tellWriting } from "./typing-signal.ts";

const loadEditor = async () => (await import("./rich-editor.tsx")).RichEditor;

/** The field in which one writes; richer formatting comes when it is asked for. */
export function Writing({ conversation }: { readonly conversation: Standing }) {
  const { id } = conversation;
  const mode = modes.value.get(id) ?? null;
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(draftOf(id));
  const [caret, setCaret] = useState(text.length);
  const [isRich, setRich] = useState(false);
  useDraft(conversation, setText);
  useWords(mode, (words, rich) => {
    if (rich) setRich(true);
    else if (words !== null) setText(words);
    field.current?.focus();
  });
  useGrowing(field, text);
  useEffect(() => {
    if (!isPhone()) field.current?.focus();
  }, []);
  const mentions = useMentions({ conversation, text, caret, insert });
  const canSend = text.trim() !== "";

  function write(next: string, at: number): void {
    setText(next);
    setCaret(at);
    if (mode?.kind === "edit") return;
    keepDraft(id, next);
    if (next.trim() !== "") tellWriting(id);
  }
  function insert(words: string, from: number, to: number): void {
    const next = text.slice(0, from) + words + text.slice(to);
    write(next, from + words.length);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + words.length, from + words.length);
    });
  }
  function empty(): void {
    setText("");
    keepDraft(id, "");
  }
  function leave(): void {
    leaveMode(id);
    if (mode?.kind === "edit") setText(draftOf(id));
    setRich(false);
  }
  function submit(content: string, contentType: "text" | "html"): void {
    if (content.trim() === "") return;
    const written = { content, contentType };
    if (mode?.kind === "edit") {
      if (content !== mode.line.content) void edit(conversation, mode.line, written).catch(report);
      return leave();
    }
    send(conversation, written, mode?.kind === "reply" ? mode.to : null);
    leaveMode(id);
    empty();
    tellNotWriting(id);
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // While a word is being composed, Enter belongs to that. Safari says so by nothing but the code 229.
    // oxlint-disable-next-line typescript/no-deprecated
    if (event.isComposing || event.keyCode === 229) return;
    if (mentions.onKeyDown(event)) return;
    if (event.key === "Tab" && event.shiftKey) return enterLog(event);
    if (event.key === "Enter" && !event.shiftKey && !isPhone()) {
      event.preventDefault();
      submit(text.trim(), "text");
    } else if (event.key === "Escape" && mode) {
      event.preventDefault();
      leave();
    } else if (event.key === "ArrowUp" && text === "" && !mode) {
      const mine = lastOfMine(conversation);
      if (!mine) return;
      event.preventDefault();
      startEditing(mine);
    }
  };
  const name = titleOf(conversation);
  const isEditing = mode?.kind === "edit";
  return (
    <div class="composer-frame">
      {mentions.list}
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          submit(text.trim(), "text");
        }}
      >
        {!mode && <ScheduledStrip conversationId={id} />}
        <Strip mode={mode} onLeave={leave} />
        {isRich ? (
          <Later
            load={loadEditor}
            with={{
              start: isEditing ? mode.line.content : text,
              startType: isEditing ? mode.line.content_type : ("text" as const),
              label: t("composer.message", { name }),
              action: t(isEditing ? "composer.save" : "composer.send"),
              icon: isEditing ? ("check" as const) : ("send" as const),
              onSubmit: (html: string) => submit(html, "html"),
              onText: (words: string) => words !== "" && tellWriting(id),
              onPlain: () => setRich(false),
              onLeave: leave,
            }}
          />
        ) : (
          <div class="composer-row">
            {!isEditing && (
              <MoreButton
                conversation={conversation}
                text={text.trim()}
                onFormat={() => setRich(true)}
                onScheduled={empty}
              />
            )}
            <textarea
              ref={field}
              class="composer-input"
              rows={1}
              value={text}
              placeholder={t("composer.message", { name })}
              aria-label={t("composer.message", { name })}
              {...mentions.attributes}
              onInput={(event) => write(event.currentTarget.value, event.currentTarget.selectionStart)}
              onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
              onKeyDown={onKeyDown}
              onBlur={() => tellNotWriting(id)}
            />
            <IconButton
              icon="smile"
              label={t("composer.emoji")}
              onClick={(event) =>
                openEmoji(placeOf(event.currentTarget, { align: "right", side: "above" }), (emoji) =>
                  insert(emoji, caret, caret),
                )
              }
            />
            {!isEditing && (
              <IconButton icon="letters" label={t("composer.format")} class="no-phone" onClick={() => setRich(true)} />
            )}
            {!isEditing && <ScheduleButton conversation={conversation} text={text.trim()} onScheduled={empty} />}
            <button
              type="submit"
              class="send"
              disabled={!canSend}
              aria-label={t(isEditing ? "composer.save" : "composer.send")}
              data-tooltip={t(isEditing ? "composer.save" : "composer.send")}
            >
              <Icon name={isEditing ? "check" : "send"} />
            </button>
          </div>
        )}
      </form>
      {savedDraft.value === id && <p class="draft-saved">{t("toast.draft")}</p>}
    </div>
  );
}
