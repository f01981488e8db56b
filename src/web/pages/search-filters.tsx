import { useState } from "preact/hooks";
import type { Filters } from "../api/search.ts";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import type { IconName } from "../parts/icons.ts";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { Popover } from "../parts/popover.tsx";
import { titleOf } from "../store/names.ts";
import { inOrder, state } from "../store/store.ts";
import { dayOf } from "../words/times.ts";
import { t } from "../words/words.ts";

interface FiltersProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

const periods = [1, 7, 30, 365] as const;
const dayMs = 24 * 3_600_000;

/** What narrows a search, a chip each; one that is set takes itself away by a click on its ×. */
export function SearchFilters({ filters, onChange }: FiltersProps) {
  const { conversation_id: where, sender_id: who, from, data } = filters;
  const conversation = where === undefined ? undefined : state.value.conversations.get(where);
  const person = who === undefined ? undefined : state.value.people.get(who);
  const set = (change: Filters): void => onChange({ ...filters, ...change });
  const without = (name: keyof Filters) => (): void => {
    const { [name]: _, ...rest } = filters;
    onChange(rest);
  };
  const conversations = inOrder.value.map((each) => choice(titleOf(each), () => set({ conversation_id: each.id })));
  const people = [...state.value.people.values()]
    .toSorted((a, b) => a.display_name.localeCompare(b.display_name))
    .map((each) => choice(each.display_name, () => set({ sender_id: each.id })));
  const times = periods.map((days) => choice(t("search.days", { n: days }), () => set({ from: daysBack(days) })));
  return (
    <div class="chips search-chips" role="group" aria-label={t("search.filters")}>
      <FilterChip
        icon="messageCircle"
        label={conversation ? titleOf(conversation) : t("search.where")}
        isOn={where !== undefined}
        items={conversations}
        onClear={without("conversation_id")}
      />
      <FilterChip
        icon="user"
        label={person?.display_name ?? t("search.who")}
        isOn={who !== undefined}
        items={people}
        onClear={without("sender_id")}
      />
      <FilterChip
        icon="calendar"
        label={from === undefined ? t("search.when") : t("search.since", { day: dayOf(from) })}
        isOn={from !== undefined}
        items={times}
        onClear={without("from")}
      />
      <button
        type="button"
        class="chip"
        aria-pressed={data !== undefined}
        onClick={(event) => (data ? without("data")() : askData(event.currentTarget, set))}
      >
        <Icon name="gauge" size={16} />
        {data ? `${data.field} ${compares[data.compare]} ${data.value}` : t("search.data")}
        {data && <Icon name="close" size={14} />}
      </button>
    </div>
  );
}

const nextCompare = { gte: "lte", lte: "eq", eq: "gte" } as const;
const compares = { gte: "≥", lte: "≤", eq: "=" } as const;

function choice(label: string, run: () => void): MenuItem {
  return { label, run };
}

function daysBack(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString();
}

interface ChipProps {
  readonly icon: IconName;
  readonly label: string;
  readonly isOn: boolean;
  readonly items: readonly MenuItem[];
  readonly onClear: () => void;
}

function FilterChip({ icon, label, isOn, items, onClear }: ChipProps) {
  const open = (chip: Element): void => {
    showOver((close) => <Menu label={label} at={placeOf(chip)} items={items} onClose={close} />);
  };
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={isOn}
      aria-haspopup={isOn ? undefined : "menu"}
      onClick={(event) => (isOn ? onClear() : open(event.currentTarget))}
    >
      <Icon name={icon} size={16} />
      {label}
      <Icon name={isOn ? "close" : "chevronDown"} size={14} />
    </button>
  );
}

function askData(chip: Element, set: (change: Filters) => void): void {
  showOver((close) => (
    <Popover label={t("search.data")} at={placeOf(chip)} onClose={close}>
      <DataForm
        onDone={(data) => {
          close();
          set({ data });
        }}
      />
    </Popover>
  ));
}

function DataForm({ onDone }: { readonly onDone: (data: NonNullable<Filters["data"]>) => void }) {
  const [field, setField] = useState("");
  const [compare, setCompare] = useState<keyof typeof compares>("gte");
  const [value, setValue] = useState("");
  return (
    <form
      class="data-filter"
      onSubmit={(event) => {
        event.preventDefault();
        if (field.trim() !== "" && value.trim() !== "")
          onDone({ field: field.trim(), compare, value: value.trim().replace(",", ".") });
      }}
    >
      <input
        aria-label={t("data.field")}
        placeholder="temperature"
        value={field}
        onInput={(event) => setField(event.currentTarget.value)}
      />
      <button type="button" aria-label={t("search.compare")} onClick={() => setCompare(nextCompare[compare])}>
        {compares[compare]}
      </button>
      <input
        aria-label={t("data.value")}
        placeholder="80"
        inputMode="decimal"
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <Button kind="main" type="submit">
        {t("search.apply")}
      </Button>
    </form>
  );
}
