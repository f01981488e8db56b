import { useId, useState } from "preact/hooks";
import { members as allMembers, myId } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import type { Member } from "../wire/shapes.ts";
import { MentionList, type Choice } from "./mention-list.tsx";
import { askedAt, matching } from "./mentions.ts";

interface MentionsOf {
  readonly conversation: Standing;
  readonly text: string;
  readonly caret: number;
  readonly insert: (words: string, from: number, to: number) => void;
}

/** Names to choose from, from an @ on. */
export function useMentions({ conversation, text, caret, insert }: MentionsOf) {
  const listId = useId();
  const [active, setActive] = useState(0);
  const [left, setLeft] = useState<number | null>(null);
  const asked = conversation.kind === "direct" ? null : askedAt(text, caret);
  const isOpen = asked !== null && asked.from !== left;
  const members = allMembers.value.get(conversation.id) ?? [];
  const choices: readonly Choice[] = isOpen ? choicesFor(members, asked.query, conversation.member_count) : [];
  const index = Math.min(active, choices.length - 1);
  const choose = (choice: Choice | undefined): void => {
    if (!asked || !choice) return;
    const name = choice.kind === "all" ? "all" : choice.member.user.display_name;
    insert(`@${name} `, asked.from, caret);
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (choices.length === 0) return false;
    if (event.key === "ArrowDown") setActive((index + 1) % choices.length);
    else if (event.key === "ArrowUp") setActive((index - 1 + choices.length) % choices.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(choices[index]);
    else if (event.key === "Escape") setLeft(asked?.from ?? null);
    else return false;
    event.preventDefault();
    return true;
  };
  const attributes =
    choices.length > 0
      ? {
          "aria-controls": listId,
          "aria-autocomplete": "list" as const,
          "aria-activedescendant": `${listId}-${index}`,
        }
      : {};
  const list = choices.length > 0 && asked && (
    <MentionList id={listId} query={asked.query} choices={choices} active={index} onChoose={choose} />
  );
  return { onKeyDown, attributes, list };
}

function choicesFor(members: readonly Member[], query: string, count: number): readonly Choice[] {
  const found = matching(members, query, myId.peek()).map((member): Choice => ({ kind: "member", member }));
  return "all".startsWith(query.toLowerCase()) ? [...found, { kind: "all", count }] : found;
}
