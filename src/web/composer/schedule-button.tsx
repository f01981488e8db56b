import { IconButton } from "../parts/button.tsx";
import { Menu } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import type { Conversation } from "../wire/shapes.ts";
import { clockOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { openSchedule } from "../dialogs/open.ts";
import { scheduleText, usualTimes } from "./scheduled.ts";

interface ScheduleButtonProps {
  readonly conversation: Conversation;
  readonly text: string;
  /** It waits now: the field is free. */
  readonly onScheduled: () => void;
}

/** Has what is written sent later. */
export function ScheduleButton({ conversation, text, onScheduled }: ScheduleButtonProps) {
  const at = async (time: Date): Promise<void> => {
    if (await scheduleText(conversation, text, time)) onScheduled();
  };
  const open = (button: Element): void => {
    const items = usualTimes().map(({ name, at: time }) => ({
      label: t(`schedule.${name}`, { time: clockOf(time.toISOString()) }),
      run: () => void at(time),
    }));
    const other = { label: t("schedule.other"), run: () => openSchedule(conversation.id, text, onScheduled) };
    showOver((close) => (
      <Menu
        label={t("schedule.title")}
        at={placeOf(button, { align: "right", side: "above" })}
        items={[...items, "line", other]}
        onClose={close}
      />
    ));
  };
  return (
    <IconButton
      icon="schedule"
      label={t("schedule.title")}
      class="no-phone"
      aria-haspopup="menu"
      disabled={text.trim() === ""}
      onClick={(event) => open(event.currentTarget)}
    />
  );
}
