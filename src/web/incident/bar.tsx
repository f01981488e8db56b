import { changeConversation } from "../api/conversations.ts";
import { mayWrite } from "../chat/rights.ts";
import { openAddData } from "../dialogs/open.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { Popover } from "../parts/popover.tsx";
import { toast } from "../parts/toast.tsx";
import { change } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import type { Incident } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { SeverityTag, StatusTag, severities, statuses } from "./tags.tsx";

interface BarProps {
  readonly conversation: Standing;
  readonly incident: Incident;
}

/** Under the header of an incident: how it stands and what it is about, to be changed there. */
export function IncidentBar({ conversation, incident }: BarProps) {
  const { id, my_role: role } = conversation;
  const { status, severity, lots } = incident;
  const mayChange = role !== null && role !== "viewer";
  const set = (next: Partial<Incident>): void => void save(id, next);
  return (
    <div class="incident-bar" role="group" aria-label={t("incident.label")}>
      <TagMenu
        label={t("incident.status", { status })}
        isFixed={!mayChange}
        items={statuses.map((each) => ({
          label: t(`status.${each}`),
          isChecked: each === status,
          run: () => set({ status: each }),
        }))}
      >
        <StatusTag of={status} />
      </TagMenu>
      <TagMenu
        label={t("incident.severity", { severity })}
        isFixed={!mayChange}
        items={severities.map((each) => ({
          label: t(`severity.${each}`),
          isChecked: each === severity,
          run: () => set({ severity: each }),
        }))}
      >
        <SeverityTag of={severity} />
      </TagMenu>
      <span class="incident-lots">
        <span class="incident-lots-name">{t("incident.lots")}</span>
        {lots.map((lot) => (
          <span key={lot} class="tag is-lot">
            {lot}
            {mayChange && (
              <button
                type="button"
                aria-label={t("new.remove", { name: lot })}
                onClick={() => set({ lots: lots.filter((each) => each !== lot) })}
              >
                <Icon name="close" size={14} />
              </button>
            )}
          </span>
        ))}
        {mayChange && (
          <IconButton
            icon="plus"
            label={t("incident.lot.add")}
            class="is-small"
            onClick={(event) => askLot(event.currentTarget, (lot) => set({ lots: [...new Set([...lots, lot])] }))}
          />
        )}
      </span>
      {mayWrite(conversation) && (
        <Button icon="gauge" onClick={() => openAddData(id)}>
          {t("data.add")}
        </Button>
      )}
    </div>
  );
}

interface TagMenuProps {
  readonly label: string;
  readonly isFixed: boolean;
  readonly items: readonly { readonly label: string; readonly isChecked: boolean; readonly run: () => void }[];
  readonly children: preact.ComponentChildren;
}

function TagMenu({ label, isFixed, items, children }: TagMenuProps) {
  if (isFixed) return <>{children}</>;
  return (
    <button
      type="button"
      class="tag-button"
      aria-haspopup="menu"
      aria-label={label}
      onClick={({ currentTarget }) =>
        showOver((close) => <Menu label={label} at={placeOf(currentTarget)} items={items} onClose={close} />)
      }
    >
      {children}
    </button>
  );
}

function askLot(button: Element, add: (lot: string) => void): void {
  showOver((close) => (
    <Popover label={t("incident.lot.add")} at={placeOf(button)} onClose={close}>
      <form
        class="data-filter"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget).get("lot");
          close();
          if (typeof given === "string" && given.trim() !== "") add(given.trim());
        }}
      >
        <input name="lot" maxLength={100} autoComplete="off" aria-label={t("incident.lot")} />
        <Button kind="main" type="submit">
          {t("incident.add")}
        </Button>
      </form>
    </Popover>
  ));
}

async function save(id: string, incident: Partial<Incident>): Promise<void> {
  try {
    change({ kind: "conversation", conversation: await changeConversation(id, { incident }) });
  } catch (error) {
    toast(failureOf(error));
  }
}
