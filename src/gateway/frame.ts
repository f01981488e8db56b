import type { Position } from "../event-store/port.ts";
import type { Place } from "./place.ts";
import type { Renderer } from "./renderer.ts";
import type { Entry } from "./telling.ts";
import type { Message } from "./told-as.ts";

/** A message as `text/event-stream` has it. */
export function frameOf({ event, id, data }: Message): Buffer {
  return Buffer.from(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** One that nobody keeps: without an id, the last one stays the place to go on from. */
export function ephemeralFrame(event: string, data: object): Buffer {
  return Buffer.from(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Sees to it that these have their frames: each is rendered once, whoever needs it first. @throws an outage */
export async function renderFrames(renderer: Renderer, entries: readonly Entry[]): Promise<void> {
  const missing = entries.filter(({ frame }) => frame === undefined);
  if (missing.length > 0) {
    const rendering = renderMissing(renderer, missing);
    for (const entry of missing) entry.frame = rendering;
  }
  const underWay = new Set(entries.map(({ frame }) => frame).filter((frame) => frame instanceof Promise));
  await Promise.all(underWay);
}

/** What was taken back meanwhile is rendered again. */
async function renderMissing(renderer: Renderer, entries: readonly Entry[]): Promise<void> {
  try {
    for (let left = entries; left.length > 0;) left = await renderOnce(renderer, left);
  } catch (error) {
    for (const entry of entries) entry.frame = undefined;
    throw error;
  }
}

/** @returns those whose words were taken back meanwhile */
async function renderOnce(renderer: Renderer, entries: readonly Entry[]): Promise<readonly Entry[]> {
  const before = entries.map(({ takenBack }) => takenBack);
  const messages = await renderer.render(entries);
  entries.forEach((entry, index) => {
    const message = messages[index];
    if (entry.takenBack !== before[index]) return;
    entry.frame = message ? frameOf(message) : null;
    entry.asOf = message?.asOf ?? 0n;
    entry.line = null;
    entry.edit = null;
  });
  return entries.filter(({ takenBack }, index) => takenBack !== before[index]);
}

/** Whether all of them are at hand, with no words newer than what was read. */
export function areReady(entries: readonly Entry[], read: Position): boolean {
  return entries.every(({ frame, asOf }) => (frame === null || Buffer.isBuffer(frame)) && asOf <= read);
}

/** Something with a frame, or with none to tell. */
export interface Framed {
  readonly place: Place;
  readonly frame: Entry["frame"];
}

/** Whether there is something to tell, or known to be nothing. */
export const isRendered = ({ frame }: Framed): boolean => frame === null || Buffer.isBuffer(frame);

/** In parts of about so many bytes, each of one frame at least. */
export function* slices(framed: readonly Framed[], bytes: number): Generator<readonly Framed[]> {
  let slice: Framed[] = [];
  let size = 0;
  for (const each of framed) {
    slice.push(each);
    size += Buffer.isBuffer(each.frame) ? each.frame.length : 0;
    if (size < bytes) continue;
    yield slice;
    slice = [];
    size = 0;
  }
  if (slice.length > 0) yield slice;
}
