/** Beside what something floats: a point, or the sides of an element. */
export interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Which sides are to lie one over the other. */
  readonly align?: "left" | "right";
  /** Where it goes first; where there is no room it goes to the other side. */
  readonly side?: "below" | "above";
}

const gap = 4;
const margin = 8;

export function placeOf(element: Element, how: Pick<Place, "align" | "side"> = {}): Place {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { left, right, top, bottom, ...how };
}

export function placeAt({ clientX, clientY }: MouseEvent): Place {
  return { left: clientX, right: clientX, top: clientY, bottom: clientY };
}

/** Puts an element that is fixed to the window beside a place, whole inside of the window. */
export function placeBy(
  element: HTMLElement,
  { left, right, top, bottom, align = "left", side = "below" }: Place,
): void {
  const { offsetWidth: width, offsetHeight: height } = element;
  const fitsBelow = bottom + gap + height <= innerHeight - margin;
  const fitsAbove = top - gap - height >= margin;
  const isBelow = side === "below" ? fitsBelow || !fitsAbove : !fitsAbove && fitsBelow;
  const y = isBelow ? bottom + gap : top - gap - height;
  const x = align === "left" ? left : right - width;
  element.style.left = `${clamp(x, margin, innerWidth - width - margin)}px`;
  element.style.top = `${clamp(y, margin, innerHeight - height - margin)}px`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
