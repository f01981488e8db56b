import type { ComponentChildren } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { exactClockOf, timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { bucketsOf, dayFrom, indexAt, shareOf, type Bucket, type Moment } from "./buckets.ts";

interface SliderProps {
  readonly moments: readonly Moment[];
  readonly index: number;
  readonly valueText: string;
  readonly onMove: (index: number) => void;
  readonly onPlay: () => void;
}

const count = 116;
const [width, height] = [1_000, 44];
const step = width / count;
/** Named times below, from the first to the last. */
const ticks = [0, 0.25, 0.5, 0.75, 1] as const;

/** The time from the first event to the last; what is drawn says where much happened, was edited or deleted. */
export function Slider({ moments, index, valueText, onMove, onPlay }: SliderProps) {
  const track = useRef<HTMLDivElement>(null);
  const buckets = useMemo(() => bucketsOf(moments, count), [moments]);
  const most = Math.max(1, ...buckets.map(({ messages }) => messages));
  const share = shareOf(moments, moments[index]?.at ?? 0);
  const moveTo = ({ clientX }: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (box) onMove(indexAt(moments, Math.max(0, Math.min(1, (clientX - box.left) / box.width))));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = keyTo(event, { moments, index });
    if (event.key === " ") onPlay();
    else if (to !== null) onMove(to);
    else return;
    event.preventDefault();
  };
  const [from, to] = [moments[0]?.at ?? 0, moments.at(-1)?.at ?? 0];
  return (
    <>
      <div
        ref={track}
        class="slider"
        role="slider"
        tabIndex={0}
        aria-label={t("audit.slider")}
        aria-valuemin={1}
        aria-valuemax={moments.length}
        aria-valuenow={index + 1}
        aria-valuetext={valueText}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          moveTo(event);
        }}
        onPointerMove={(event) => {
          if (event.buttons === 1) moveTo(event);
        }}
      >
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {buckets.map((bucket, at) => (
            <Bar key={at} of={bucket} at={at} most={most} isPast={at / count <= share} />
          ))}
        </svg>
        {buckets.map((bucket, at) => (
          <Marks key={at} of={bucket} at={at} />
        ))}
        <Handle share={share} />
      </div>
      <p class="slider-ticks numbers" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick}>{tickText(from + tick * (to - from), to - from)}</span>
        ))}
      </p>
    </>
  );
}

const shortMs = 2 * 3_600_000;

function tickText(at: number, length: number): string {
  const time = new Date(at).toISOString();
  return length < shortMs ? exactClockOf(time) : timeOf(time);
}

interface BarProps {
  readonly of: Bucket;
  readonly at: number;
  readonly most: number;
  readonly isPast: boolean;
}

function Bar({ of: { messages }, at, most, isPast }: BarProps) {
  const high = Math.max(2, (messages / most) * (height - 4));
  return (
    <rect
      class={isPast ? "is-past" : "is-future"}
      x={at * step}
      y={height - high}
      width={step - 2}
      height={high}
      rx={1.5}
    />
  );
}

/** An edit and a deletion at one time stand side by side. */
function Marks({ of: { edits, deletions }, at }: Pick<BarProps, "of" | "at">) {
  const apart = edits > 0 && deletions > 0 ? 0.4 : 0;
  return (
    <>
      {edits > 0 && (
        <Mark at={at + 0.5 - apart}>
          <circle cx="6" cy="6" r="3" class="is-edit" />
        </Mark>
      )}
      {deletions > 0 && (
        <Mark at={at + 0.5 + apart}>
          <path d="M3 3l6 6M9 3l-6 6" class="is-deletion" />
        </Mark>
      )}
    </>
  );
}

function Mark({ at, children }: { readonly at: number; readonly children: ComponentChildren }) {
  return (
    <svg class="slider-mark" viewBox="0 0 12 12" style={{ left: `${(at / count) * 100}%` }}>
      {children}
    </svg>
  );
}

function Handle({ share }: { readonly share: number }) {
  return <span class="slider-handle" style={{ left: `${share * 100}%` }} />;
}

interface Standing {
  readonly moments: readonly Moment[];
  readonly index: number;
}

const aPage = 10;

function keyTo({ key, shiftKey }: KeyboardEvent, { moments, index }: Standing): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return shiftKey ? dayFrom(moments, index, -1) : index - 1;
    case "ArrowRight":
    case "ArrowUp":
      return shiftKey ? dayFrom(moments, index, 1) : index + 1;
    case "PageUp":
      return index + aPage;
    case "PageDown":
      return index - aPage;
    case "Home":
      return 0;
    case "End":
      return moments.length - 1;
    default:
      return null;
  }
}
