import back from "lucide-static/icons/skip-back.svg?raw";
import broken from "lucide-static/icons/shield-x.svg?raw";
import build from "lucide-static/icons/hammer.svg?raw";
import deadLetter from "lucide-static/icons/mail-warning.svg?raw";
import eye from "lucide-static/icons/eye.svg?raw";
import forward from "lucide-static/icons/skip-forward.svg?raw";
import health from "lucide-static/icons/heart-pulse.svg?raw";
import history from "lucide-static/icons/history.svg?raw";
import jobs from "lucide-static/icons/list-checks.svg?raw";
import layers from "lucide-static/icons/layers.svg?raw";
import pause from "lucide-static/icons/pause.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import plug from "lucide-static/icons/plug.svg?raw";
import shield from "lucide-static/icons/shield-check.svg?raw";
import slow from "lucide-static/icons/gauge.svg?raw";
import stopped from "lucide-static/icons/circle-pause.svg?raw";
import undo from "lucide-static/icons/undo-2.svg?raw";
import warning from "lucide-static/icons/triangle-alert.svg?raw";
import { Drawn } from "../parts/icon.tsx";
import { withoutFrame } from "../parts/icons.ts";

const files = {
  back,
  broken,
  build,
  deadLetter,
  eye,
  forward,
  health,
  history,
  jobs,
  layers,
  pause,
  play,
  plug,
  shield,
  slow,
  stopped,
  undo,
  warning,
} as const;

export type DeskIconName = keyof typeof files;

interface DeskIconProps {
  readonly name: DeskIconName;
  readonly size?: 14 | 16 | 18 | 20 | 24;
}

/** Drawings that only auditors and operators see. */
export function DeskIcon({ name, size = 18 }: DeskIconProps) {
  return <Drawn drawing={withoutFrame(files[name])} size={size} />;
}
