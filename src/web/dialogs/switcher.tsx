import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { startConversation } from "../api/conversations.ts";
import { addressOf, goTo, searchFor } from "../app/router.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { failureOf } from "../parts/failure.ts";
import { Found } from "../parts/found.tsx";
import { Icon } from "../parts/icon.tsx";
import { toast } from "../parts/toast.tsx";
import { otherOf, titleOf } from "../store/names.ts";
import { change, inOrder, myId } from "../store/store.ts";
import type { Conversation, Person } from "../wire/shapes.ts";
import { folded } from "../words/folded.ts";
import { t } from "../words/words.ts";
import { closeDialog, openNewGroup, openShortcuts } from "./open.ts";
import { usePeople } from "./people-choice.tsx";

type Choice =
  | { readonly kind: "conversation"; readonly id: string; readonly conversation: Conversation }
  | { readonly kind: "person"; readonly id: string; readonly person: Person }
  | { readonly kind: "search"; readonly id: string; readonly name: string }
  | { readonly kind: "group"; readonly id: string; readonly name: string };

const mostConversations = 7;
const mostPeople = 5;

/** Ctrl+K: by typing to any conversation or person. What was active last comes first. */
export function Switcher() {
  const listId = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const choices = useChoices(query);
  const index = Math.min(active, choices.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: index + 1, ArrowUp: index - 1 };
    const to = moves[event.key];
    if (to !== undefined) setActive((to + choices.length) % Math.max(1, choices.length));
    else if (event.key === "Enter") choose(choices[index], event.ctrlKey || event.metaKey);
    else if (event.key === "?" && query === "") openShortcuts();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t("switcher.label")} size="palette" onClose={closeDialog}>
      <label class="palette-field">
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded={true}
          aria-controls={listId}
          aria-activedescendant={choices.length > 0 ? `${listId}-${index}` : undefined}
          aria-label={t("switcher.placeholder")}
          placeholder={t("switcher.placeholder")}
          autoFocus
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </label>
      <div class="palette-list" id={listId} role="listbox" aria-label={t("switcher.label")}>
        {choices.map((choice, at) => (
          <div key={choice.id} role="presentation">
            {titleOfGroup(choice.kind) !== titleBefore(choices[at - 1]) && (
              <p class="palette-title">{titleOfGroup(choice.kind)}</p>
            )}
            <div
              id={`${listId}-${at}`}
              role="option"
              aria-selected={at === index}
              class="option"
              ref={(element) => void (at === index && element?.scrollIntoView({ block: "nearest" }))}
              onMouseMove={() => setActive(at)}
              onClick={(event) => choose(choice, event.ctrlKey || event.metaKey)}
            >
              <ChoiceView choice={choice} query={query} />
              {at === index && <kbd>Enter</kbd>}
            </div>
          </div>
        ))}
        {choices.length === 0 && <p class="palette-none">{t("switcher.nothing", { query })}</p>}
      </div>
      <p class="palette-foot">
        <span>
          <b>↑ ↓</b> {t("switcher.choose")}
        </span>
        <span>
          <b>Enter</b> {t("switcher.open")}
        </span>
        <span class="palette-help">
          <b>?</b> {t("switcher.shortcuts")}
        </span>
      </p>
    </Dialog>
  );
}

function useChoices(query: string): readonly Choice[] {
  const people = usePeople(query);
  const wanted = folded(query.trim());
  const conversations = inOrder.value
    .filter((each) => folded(titleOf(each)).includes(wanted))
    .slice(0, mostConversations)
    .map((conversation): Choice => ({ kind: "conversation", id: conversation.id, conversation }));
  const written = new Set(inOrder.value.flatMap((each) => otherOf(each)?.id ?? []));
  const others = (people ?? [])
    .filter(({ id, is_erased }) => wanted !== "" && id !== myId.value && !written.has(id) && !is_erased)
    .slice(0, mostPeople)
    .map((person): Choice => ({ kind: "person", id: person.id, person }));
  const actions: readonly Choice[] =
    wanted === ""
      ? []
      : [
          { kind: "search", id: "search", name: query.trim() },
          { kind: "group", id: "group", name: query.trim() },
        ];
  return [...conversations, ...others, ...actions];
}

function titleBefore(choice: Choice | undefined): string | null {
  return choice ? titleOfGroup(choice.kind) : null;
}

function titleOfGroup(kind: Choice["kind"]): string {
  if (kind === "conversation") return t("switcher.conversations");
  return t(kind === "person" ? "switcher.people" : "switcher.actions");
}

function ChoiceView({ choice, query }: { readonly choice: Choice; readonly query: string }) {
  if (choice.kind === "group" || choice.kind === "search")
    return (
      <>
        <span class="option-icon">
          <Icon name={choice.kind === "group" ? "users" : "search"} size={18} />
        </span>
        <Words
          name={t(choice.kind === "group" ? "switcher.new_group" : "switcher.search", { query: choice.name })}
          under={t(choice.kind === "group" ? "switcher.new_group.hint" : "switcher.search.hint")}
        />
      </>
    );
  if (choice.kind === "person") {
    const { id, display_name: name, username } = choice.person;
    return (
      <>
        <Avatar id={id} name={name} size={36} />
        <Words name={<Found name={name} query={query} />} under={`@${username}`} />
      </>
    );
  }
  const { conversation } = choice;
  const name = titleOf(conversation);
  const isDirect = conversation.kind === "direct";
  return (
    <>
      <Avatar
        id={otherOf(conversation)?.id ?? conversation.id}
        {...{ name }}
        size={36}
        kind={isDirect ? "person" : "group"}
      />
      <Words name={<Found name={name} query={query} />} under={underOf(conversation)} />
      {conversation.unread_count > 0 && <span class="badge numbers">{conversation.unread_count}</span>}
    </>
  );
}

function underOf(conversation: Conversation): string {
  const { kind, member_count: n } = conversation;
  if (kind !== "direct") return t(kind === "room" ? "switcher.room" : "switcher.group", { n });
  const username = otherOf(conversation)?.username;
  return username ? `@${username}` : t("chat.notes");
}

function Words({ name, under }: { readonly name: ComponentChildren; readonly under: string }) {
  return (
    <span class="option-words">
      <span class="option-name cut">{name}</span>
      <span class="option-under cut">{under}</span>
    </span>
  );
}

function choose(choice: Choice | undefined, inNewTab: boolean): void {
  if (!choice) return;
  if (choice.kind === "group") return openNewGroup(choice.name);
  closeDialog();
  if (choice.kind === "search") return goTo(searchFor(choice.name));
  if (choice.kind === "person") return void writeTo(choice.person);
  if (inNewTab) window.open(addressOf(choice.id), "_blank", "noopener");
  else goTo(addressOf(choice.id));
}

async function writeTo({ id }: Person): Promise<void> {
  try {
    const conversation = await startConversation({ member_ids: [id], kind: "direct" }, crypto.randomUUID());
    change({ kind: "conversation", conversation });
    goTo(addressOf(conversation.id));
  } catch (error) {
    toast(failureOf(error));
  }
}
