import type { Page } from "playwright-core";

/** Milliseconds from one frame to the next, as the page itself is asked to draw them. */
export interface Frames {
  readonly longest: number;
  readonly p99: number;
}

const watching = `
  globalThis.frames = [];
  let before = null;
  const frame = (now) => {
    if (before !== null) globalThis.frames.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;

/** From now on the time from each frame to the next is looked at. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(watching);
}

/** Of all that were drawn since the frames are watched. */
export async function framesOf(page: Page): Promise<Frames> {
  const frames = (await page.evaluate<readonly number[]>("globalThis.frames")).toSorted((one, other) => one - other);
  return { longest: frames.at(-1) ?? Number.NaN, p99: frames[Math.ceil(frames.length * 0.99) - 1] ?? Number.NaN };
}
