import { signal } from "@preact/signals";
import { Icon } from "../parts/icon.tsx";
import { isUnread, unreadTotal } from "../store/store.ts";
import type { Conversation, Incident } from "../wire/shapes.ts";
import { t } from "../words/words.ts";

export type Filter = "all" | "unread" | "incidents" | "rooms" | "archived";
export const filter = signal<Filter>("all");

const chips = ["all", "unread", "incidents", "rooms", "archived"] as const satisfies readonly Filter[];

/** What narrows the incidents; absent: any. */
export interface IncidentFilter {
  readonly status?: Incident["status"];
  readonly severity?: Incident["severity"];
  readonly lot?: string;
}
export const incidentFilter = signal<IncidentFilter>({});

function fitsIncident({ status, severity, lots }: Incident): boolean {
  const wanted = incidentFilter.value;
  if (wanted.status !== undefined && wanted.status !== status) return false;
  if (wanted.severity !== undefined && wanted.severity !== severity) return false;
  return wanted.lot === undefined || lots.includes(wanted.lot);
}

export function fits(chosen: Filter, conversation: Conversation): boolean {
  if (conversation.my_role === null) return false;
  if (chosen === "archived") return conversation.is_archived;
  if (conversation.is_archived) return false;
  if (chosen === "unread") return isUnread(conversation);
  if (chosen === "incidents") return conversation.incident !== null && fitsIncident(conversation.incident);
  return chosen === "all" || conversation.kind === "room";
}

export function Filters() {
  const unread = unreadTotal.value;
  return (
    <div class="chips" role="group" aria-label={t("list.filter")}>
      {chips.map((each) => (
        <button
          key={each}
          type="button"
          class="chip"
          aria-pressed={filter.value === each}
          onClick={() => (filter.value = filter.peek() === each ? "all" : each)}
          {...(each === "archived" && { "aria-label": t("list.archived"), "data-tooltip": t("list.archived") })}
        >
          {each === "archived" ? <Icon name="archive" size={16} /> : t(`list.${each}`)}
          {each === "unread" && unread > 0 && <span class="chip-number numbers">{unread}</span>}
        </button>
      ))}
    </div>
  );
}
