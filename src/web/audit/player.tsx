import { useEffect, useRef, useState } from "preact/hooks";
import { DeskIcon } from "../desk/icons.tsx";
import { clockOf, dateOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import type { Recording } from "./recording.ts";
import { Slider } from "./slider.tsx";

interface PlayerProps {
  readonly recording: Recording;
  readonly index: number;
  readonly onMove: (index: number) => void;
}

const speeds = [1, 4, 16] as const;
/** Between two events at the lowest speed. */
const stepMs = 800;

/** Moves through what happened: by hand, event by event, day by day, or by itself. */
export function Player({ recording, index, onMove }: PlayerProps) {
  const last = recording.events.length - 1;
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(4);
  const now = useRef(index);
  now.current = index;
  useEffect(() => {
    if (!isPlaying) return undefined;
    const ticking = setInterval(() => {
      if (now.current >= last) setPlaying(false);
      else onMove(now.current + 1);
    }, stepMs / speed);
    return () => clearInterval(ticking);
  }, [isPlaying, speed, last]);
  const play = (): void => {
    if (!isPlaying && index >= last) onMove(0);
    setPlaying(!isPlaying);
  };
  const move = (to: number): void => onMove(Math.max(0, Math.min(last, to)));
  const nextSpeed = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
  const event = recording.events[index];
  if (!event) return null;
  const valueText = t("audit.slider.at", { date: dateOf(event.said_at), time: clockOf(event.said_at), n: index + 1 });
  return (
    <footer class="player">
      <div class="player-buttons">
        <button type="button" class="icon-button" aria-label={t("audit.step.back")} onClick={() => move(index - 1)}>
          <DeskIcon name="back" size={20} />
        </button>
        <button
          type="button"
          class="player-play"
          aria-label={t(isPlaying ? "audit.pause" : "audit.play")}
          onClick={play}
        >
          <DeskIcon name={isPlaying ? "pause" : "play"} size={24} />
        </button>
        <button type="button" class="icon-button" aria-label={t("audit.step.on")} onClick={() => move(index + 1)}>
          <DeskIcon name="forward" size={20} />
        </button>
        <button
          type="button"
          class="player-speed numbers"
          aria-label={t("audit.speed", { n: speed })}
          onClick={() => setSpeed(nextSpeed)}
        >
          {speed}×
        </button>
      </div>
      <div class="player-time">
        <Slider moments={recording.moments} index={index} valueText={valueText} onMove={move} onPlay={play} />
        <p class="player-legend">
          <span class="is-messages">{t("audit.legend.messages")}</span>
          <span class="is-edits">{t("audit.legend.edits")}</span>
          <span class="is-deletions">{t("audit.legend.deletions")}</span>
          <span class="player-keys">{t("audit.keys")}</span>
        </p>
      </div>
    </footer>
  );
}
