import { openSchedule } from "../dialogs/open.ts";
import { IconButton } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { Menu } from "../parts/menu.tsx";
import { showOver } from "../parts/overlays.tsx";
import { placeOf } from "../parts/place.ts";
import { toast } from "../parts/toast.tsx";
import { clockOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { scheduleText } from "./scheduled.ts";
import { usualTimes } from "./usual-times.ts";
import type { Standing } from "../store/standing.ts";

interface ScheduleButtonProps {
  readonly conversation: Standing;
  readonly text: string;
  /** It waits now: the field is free. */
  readonly onScheduled: () => void;
}

/** Has what is written sent later. */
export function ScheduleButton({ conversation, text, onScheduled }: ScheduleButtonProps) {
  const send = (at: number): void => {
    void scheduleText(conversation, text, at).then(onScheduled, (error: unknown) => toast(failureOf(error)));
  };
  const open = (button: Element): void => {
    const items = usualTimes().map(({ name, at }) => ({
      label: t(`schedule.${name}`, { time: clockOf(new Date(at).toISOString()) }),
      run: () => send(at),
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
