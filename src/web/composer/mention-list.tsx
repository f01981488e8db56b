import { Avatar } from "../parts/avatar.tsx";
import { Found } from "../parts/found.tsx";
import { Icon } from "../parts/icon.tsx";
import type { Member } from "../wire/shapes.ts";
import { rich, t } from "../words/words.ts";

export type Choice =
  { readonly kind: "member"; readonly member: Member } | { readonly kind: "all"; readonly count: number };

interface MentionListProps {
  readonly id: string;
  readonly query: string;
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly onChoose: (choice: Choice) => void;
}

/** Over the composer while a name is typed; the focus stays in the text. */
export function MentionList({ id, query, choices, active, onChoose }: MentionListProps) {
  return (
    <div class="mention-list">
      <p class="mention-title">{t("composer.matching", { query: `@${query}` })}</p>
      <ul id={id} role="listbox" aria-label={t("composer.matching", { query: `@${query}` })}>
        {choices.map((choice, index) => (
          <li
            key={choice.kind === "all" ? "all" : choice.member.user.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            class={`option ${choice.kind === "all" ? "is-apart" : ""}`}
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(choice);
            }}
          >
            {choice.kind === "all" ? <All count={choice.count} /> : <One member={choice.member} query={query} />}
            {index === active && <kbd>Enter</kbd>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function One({ member: { user, role }, query }: { readonly member: Member; readonly query: string }) {
  return (
    <>
      <Avatar id={user.id} name={user.display_name} size={32} />
      <span class="option-words">
        <span class="option-name cut">
          <Found name={user.display_name} query={query} />
        </span>
        <span class="option-under cut">
          @{user.username} · {t(`role.${role}`).toLowerCase()}
        </span>
      </span>
    </>
  );
}

function All({ count }: { readonly count: number }) {
  return (
    <>
      <Icon name="users" />
      <span class="option-words">{rich("composer.all", { n: count, b: (words) => <strong>{words}</strong> })}</span>
    </>
  );
}
