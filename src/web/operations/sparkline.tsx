interface SparklineProps {
  readonly values: readonly number[];
  /** Of all that are to be compared by eye. */
  readonly most: number;
  readonly isBad?: boolean;
  readonly size?: "small" | "wide";
}

const sizes = { small: [96, 28], wide: [300, 44] } as const;

/** How a number went; the newest is on the right. What it says stands beside it in words. */
export function Sparkline({ values, most, isBad = false, size = "small" }: SparklineProps) {
  const [width, height] = sizes[size];
  const points = thinned(values, width);
  const x = (at: number): number => width - (points.length - 1 - at) * (width / Math.max(width, points.length));
  const y = (value: number): number => height - 2 - (Math.min(value, most) / Math.max(1, most)) * (height - 4);
  const line = points.map((value, at) => `${at === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const area = points.length === 0 ? "" : `${line}L${width} ${height}L${x(0).toFixed(1)} ${height}Z`;
  return (
    <svg
      class={`sparkline is-${size} ${isBad ? "is-bad" : ""}`}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="sparkline-ground" d={`M0 ${height - 1}H${width}`} />
      <path class="sparkline-area" d={area} />
      <path class="sparkline-line" d={line} />
    </svg>
  );
}

/** The largest of each piece, so that no peak is lost. */
function thinned(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  const piece = values.length / most;
  return Array.from({ length: most }, (_, at) =>
    Math.max(
      ...values.slice(Math.floor(at * piece), Math.max(Math.floor((at + 1) * piece), Math.floor(at * piece) + 1)),
    ),
  );
}
