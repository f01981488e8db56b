import { openAddData, openSchedule } from "../dialogs/open.ts";
import { IconButton } from "../parts/button.tsx";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { t } from "../words/words.ts";
import type { Standing } from "../store/standing.ts";

interface MoreProps {
  readonly conversation: Standing;
  readonly text: string;
  readonly onFormat: () => void;
  readonly onScheduled: () => void;
}

/** What can be sent beside words; on phones also what has no room in the row. */
export function MoreButton({ conversation, text, onFormat, onScheduled }: MoreProps) {
  const { id, incident } = conversation;
  const data: MenuItem = { label: t("data.add"), icon: "gauge", run: () => openAddData(id) };
  const small: readonly MenuItem[] = [
    { label: t("composer.format"), icon: "letters", run: onFormat },
    {
      label: t("schedule.title"),
      icon: "schedule",
      isDisabled: text === "",
      run: () => openSchedule(id, text, onScheduled),
    },
  ];
  const open = (button: Element): void => {
    const isPhone = matchMedia("(width < 768px)").matches;
    const items = [...(incident ? [data] : []), ...(isPhone ? small : [])];
    showOver((close) => (
      <Menu label={t("composer.more")} at={placeOf(button, { side: "above" })} items={items} onClose={close} />
    ));
  };
  return (
    <IconButton
      icon="plus"
      label={t("composer.more")}
      class={incident ? "" : "phone-only"}
      aria-haspopup="menu"
      onClick={(event) => open(event.currentTarget)}
    />
  );
}
