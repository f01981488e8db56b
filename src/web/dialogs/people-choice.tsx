import { useEffect, useState } from "preact/hooks";
import { findPeople } from "../api/accounts.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Found } from "../parts/found.tsx";
import { Icon } from "../parts/icon.tsx";
import { report } from "../store/report.ts";
import { change, myId } from "../store/store.ts";
import type { Person } from "../wire/shapes.ts";
import { t } from "../words/words.ts";

const settleMs = 120;

interface PeopleChoiceProps {
  readonly label: string;
  readonly chosen: readonly Person[];
  readonly onChange: (chosen: readonly Person[]) => void;
  /** These are in already. */
  readonly without?: ReadonlySet<string>;
}

/** People found by name; the chosen ones stand as chips before the field. */
export function PeopleChoice({ label, chosen, onChange, without = new Set() }: PeopleChoiceProps) {
  const [query, setQuery] = useState("");
  const found = usePeople(query);
  const chosenIds = new Set(chosen.map(({ id }) => id));
  const shown = found?.filter(({ id, is_erased }) => id !== myId.value && !without.has(id) && !is_erased);
  const toggle = (person: Person): void => {
    onChange(chosenIds.has(person.id) ? chosen.filter(({ id }) => id !== person.id) : [...chosen, person]);
    setQuery("");
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = chosen.at(-1);
    if (event.key === "Backspace" && query === "" && last) toggle(last);
    const [first] = shown ?? [];
    if (event.key === "Enter" && first && query !== "") {
      event.preventDefault();
      toggle(first);
    }
  };
  return (
    <div class="people-choice">
      <div class="people-field">
        <Icon name="search" size={18} />
        {chosen.map((person) => (
          <button
            key={person.id}
            type="button"
            class="person-chip"
            aria-label={t("new.remove", { name: person.display_name })}
            onClick={() => toggle(person)}
          >
            <Avatar id={person.id} name={person.display_name} size={24} />
            {person.display_name}
            <Icon name="close" size={14} />
          </button>
        ))}
        <input
          value={query}
          autoFocus
          placeholder={chosen.length === 0 ? label : ""}
          aria-label={label}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul class="people-found" aria-label={t("list.search")}>
        {shown?.map((person) => (
          <li key={person.id}>
            <button type="button" class="option" aria-pressed={chosenIds.has(person.id)} onClick={() => toggle(person)}>
              <Avatar id={person.id} name={person.display_name} size={36} />
              <span class="option-words">
                <span class="option-name cut">
                  <Found name={person.display_name} query={query} />
                </span>
                <span class="option-under cut">@{person.username}</span>
              </span>
              {chosenIds.has(person.id) && <Icon name="check" size={18} />}
            </button>
          </li>
        ))}
      </ul>
      {shown?.length === 0 && query !== "" && <p class="people-none">{t("new.nobody", { query })}</p>}
    </div>
  );
}

/** Who is found by a part of their name; null until there is an answer. */
export function usePeople(query: string): readonly Person[] | null {
  const [found, setFound] = useState<readonly Person[] | null>(null);
  useEffect(() => {
    let isLast = true;
    const asked = setTimeout(() => {
      void findPeople(query).then((people) => {
        if (!isLast) return;
        setFound(people);
        change({ kind: "people", people });
      }, report);
    }, settleMs);
    return () => {
      isLast = false;
      clearTimeout(asked);
    };
  }, [query]);
  return found;
}
