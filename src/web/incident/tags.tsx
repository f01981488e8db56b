import { Icon } from "../parts/icon.tsx";
import type { Incident } from "../wire/shapes.ts";
import { t } from "../words/words.ts";

export const statuses = ["open", "resolved", "closed"] as const satisfies readonly Incident["status"][];
export const severities = ["low", "medium", "high", "critical"] as const satisfies readonly Incident["severity"][];

const statusIcons = { open: "open", resolved: "resolved", closed: "lock" } as const;
const severityIcons = { low: "bars1", medium: "bars2", high: "bars3", critical: "siren" } as const;

export function StatusTag({ of }: { readonly of: Incident["status"] }) {
  return (
    <span class={`tag is-${of}`}>
      <Icon name={statusIcons[of]} size={14} /> {t(`status.${of}`)}
    </span>
  );
}

export function SeverityTag({ of }: { readonly of: Incident["severity"] }) {
  return (
    <span class={`tag is-${of}`}>
      <Icon name={severityIcons[of]} size={14} /> {t(`severity.${of}`)}
    </span>
  );
}

/** How bad it is, how it stands, and the first lot of those it is about. */
export function IncidentTags({ of: { status, severity, lots } }: { readonly of: Incident }) {
  const [first] = lots;
  return (
    <span class="incident-tags">
      <SeverityTag of={severity} />
      <StatusTag of={status} />
      {first !== undefined && (
        <span class="incident-lot cut">
          {first}
          {lots.length > 1 && ` +${lots.length - 1}`}
        </span>
      )}
    </span>
  );
}
