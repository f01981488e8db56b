import { mayReactWithAny, quickReactions } from "../app/deployment.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { Later } from "../parts/later.tsx";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import type { Place } from "../parts/place.ts";
import { personClass } from "../parts/person-colour.ts";
import { Popover } from "../parts/popover.tsx";
import { Sheet } from "../parts/sheet.tsx";
import { nameOf } from "../store/names.ts";
import { isMine } from "../store/reactions.ts";
import { myId } from "../store/store.ts";
import type { Message } from "../wire/shapes.ts";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { actionsFor, wordsOf, type Acting, type Action } from "./actions.ts";
import { toggleReaction } from "./react.ts";

export function openMessageMenu({ line, conversation, at }: Acting & { readonly at: Place }): void {
  const actions = actionsFor({ line, conversation });
  showOver((close) => (
    <Menu
      label={t("menu.label")}
      at={at}
      onClose={close}
      head={mayReact(actions) && <QuickReactions line={line} at={at} onDone={close} />}
      items={actions
        .filter(({ name }) => name !== "react")
        .flatMap((action): readonly (MenuItem | "line")[] =>
          action.name === "delete" ? ["line", { ...action, isDanger: true }] : [action],
        )}
    />
  ));
}

/** On a phone: the message on top, then reactions and actions in reach of the thumb. */
export function openMessageSheet({ line, conversation }: Acting): void {
  const actions = actionsFor({ line, conversation });
  const name = nameOf(line.sender_id, line.sender_display_name);
  showOver((close) => (
    <Sheet label={t("menu.label")} onClose={close}>
      <div class={`sheet-message ${personClass(line.sender_id)}`}>
        <Avatar id={line.sender_id} name={name} size={32} />
        <div>
          <p class="sheet-from">
            <strong class="sheet-name">{name}</strong>
            <span class="numbers">
              {timeOf(line.created_at)} · #{line.sequence}
            </span>
          </p>
          <p class="cut">{line.is_deleted ? t("message.deleted") : wordsOf(line)}</p>
        </div>
      </div>
      {mayReact(actions) && <QuickReactions line={line} onDone={close} />}
      <div class="sheet-rows">
        {actions
          .filter(({ name: each }) => each !== "react")
          .map((action) => (
            <button
              key={action.name}
              type="button"
              class={`sheet-row ${action.name === "delete" ? "is-danger" : ""}`}
              disabled={action.isDisabled}
              onClick={() => {
                close();
                action.run();
              }}
            >
              <Icon name={action.icon} size={24} />
              <span>
                {action.label}
                {action.hint !== undefined && <small>{action.hint}</small>}
              </span>
            </button>
          ))}
      </div>
    </Sheet>
  ));
}

function mayReact(actions: readonly Action[]): boolean {
  return actions.some(({ name }) => name === "react");
}

export function openReactionPicker(line: Message, at: Place): void {
  showOver((close) => (
    <Popover label={t("menu.react")} at={at} onClose={close}>
      <QuickReactions line={line} at={at} onDone={close} />
    </Popover>
  ));
}

interface QuickReactionsProps {
  readonly line: Message;
  readonly at?: Place;
  readonly onDone: () => void;
}

/** The six, and where any emoji will do a way to the others. */
function QuickReactions({ line, at, onDone }: QuickReactionsProps) {
  const react = (emoji: string): void => {
    onDone();
    toggleReaction(line, emoji);
  };
  const more = (): void => {
    onDone();
    openEmoji(at ?? middle(), (emoji) => toggleReaction(line, emoji));
  };
  return (
    <div class="quick-reactions" role="group" aria-label={t("menu.react")}>
      {quickReactions().map((emoji) => {
        const known = line.reactions.find((each) => each.emoji === emoji);
        return (
          <button
            key={emoji}
            type="button"
            role="menuitemcheckbox"
            aria-checked={known !== undefined && isMine(known, myId.value)}
            aria-label={t("menu.react.with", { emoji })}
            class="emoji"
            onClick={() => react(emoji)}
          >
            {emoji}
          </button>
        );
      })}
      {mayReactWithAny() && (
        <button type="button" role="menuitem" aria-label={t("menu.react.more")} class="quick-more" onClick={more}>
          <Icon name="plus" />
        </button>
      )}
    </div>
  );
}

function middle(): Place {
  return { left: innerWidth / 2 - 170, right: innerWidth / 2 + 170, top: innerHeight / 3, bottom: innerHeight / 3 };
}

const loadPicker = async () => (await import("../emoji/picker.tsx")).Picker;

/** All emoji, which are loaded when somebody wants them. */
export function openEmoji(at: Place, onChoose: (emoji: string) => void): void {
  showOver((close) => (
    <Popover label={t("composer.emoji")} at={at} onClose={close}>
      <Later
        load={loadPicker}
        with={{
          onChoose: (emoji: string) => {
            close();
            onChoose(emoji);
          },
        }}
      />
    </Popover>
  ));
}
