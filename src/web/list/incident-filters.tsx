import { severities, statuses } from "../incident/tags.tsx";
import { Icon } from "../parts/icon.tsx";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { inOrder } from "../store/store.ts";
import { t } from "../words/words.ts";
import { incidentFilter, type IncidentFilter } from "./filters.tsx";

/** Under the filters while incidents are shown: by status, severity and lot. */
export function IncidentFilters() {
  const { status, severity, lot } = incidentFilter.value;
  const lots = [...new Set(inOrder.value.flatMap(({ incident }) => incident?.lots ?? []))].toSorted();
  return (
    <div class="chips" role="group" aria-label={t("incident.filters")}>
      <FilterMenu
        label={t(status ? `status.${status}` : "incident.any.status")}
        isOn={status !== undefined}
        items={[
          { label: t("incident.any.status"), isChecked: status === undefined, run: () => without("status") },
          ...statuses.map((each) => ({
            label: t(`status.${each}`),
            isChecked: each === status,
            run: () => set({ status: each }),
          })),
        ]}
      />
      <FilterMenu
        label={t(severity ? `severity.${severity}` : "incident.any.severity")}
        isOn={severity !== undefined}
        items={[
          { label: t("incident.any.severity"), isChecked: severity === undefined, run: () => without("severity") },
          ...severities.map((each) => ({
            label: t(`severity.${each}`),
            isChecked: each === severity,
            run: () => set({ severity: each }),
          })),
        ]}
      />
      <FilterMenu
        label={lot ?? t("incident.any.lot")}
        isOn={lot !== undefined}
        items={[
          { label: t("incident.any.lot"), isChecked: lot === undefined, run: () => without("lot") },
          ...lots.map((each) => ({ label: each, isChecked: each === lot, run: () => set({ lot: each }) })),
        ]}
      />
    </div>
  );
}

function set(change: IncidentFilter): void {
  incidentFilter.value = { ...incidentFilter.peek(), ...change };
}

function without(name: keyof IncidentFilter): void {
  const { [name]: _, ...rest } = incidentFilter.peek();
  incidentFilter.value = rest;
}

interface FilterMenuProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly items: readonly MenuItem[];
}

function FilterMenu({ label, isOn, items }: FilterMenuProps) {
  return (
    <button
      type="button"
      class="chip"
      aria-haspopup="menu"
      aria-pressed={isOn}
      onClick={({ currentTarget }) =>
        showOver((close) => <Menu label={label} at={placeOf(currentTarget)} items={items} onClose={close} />)
      }
    >
      {label}
      <Icon name="chevronDown" size={14} />
    </button>
  );
}
