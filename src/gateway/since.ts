import { timeFrom } from "../domain/time.ts";
import type { Epoch, EventStore } from "../event-store/port.ts";
import { positionText } from "../wire/position.ts";
import type { Since, SinceEvent, SinceRequest } from "../wire/since.ts";
import type { ResetReason } from "./connection.ts";
import { goingOnFrom, type GoingOn } from "./going-on.ts";
import { afterAllOf, isAfter, placeText, type Place } from "./place.ts";
import type { Renderer } from "./renderer.ts";
import type { ToldPage } from "../projections/timeline/v1/told-after.ts";
import { linesPosition, tellingsOf, type ReadModelPositions, type Timeline } from "./timeline.ts";
import type { Message } from "./told-as.ts";

export interface SinceParts {
  readonly epoch: Epoch;
  readonly store: Pick<EventStore, "head">;
  readonly timeline: Timeline;
  readonly readModels: ReadModelPositions;
  readonly renderer: Renderer;
}

/** What the stream would have told after a place, a page of it. @throws an outage */
export async function since(request: SinceRequest, parts: SinceParts): Promise<Since> {
  const { epoch, store } = parts;
  const from = await goingOn(request.after, parts);
  if (from.kind === "malformed_id") return { kind: "malformed" };
  const head = await store.head();
  const reset = (reason: ResetReason): Since => ({
    kind: "reset",
    reason,
    position: positionText({ epoch, position: head }),
  });
  if (from.kind === "other_epoch") return reset("other_epoch");
  if (from.place.position > head) return reset("future_position");
  return pageAfter(from.place, request, parts);
}

/** A time stands for the place after which everything later is told. */
async function goingOn(after: string, { epoch, timeline }: SinceParts): Promise<GoingOn> {
  const time = timeFrom(after);
  if (time === null) return goingOnFrom(after, epoch);
  return { kind: "after", place: afterAllOf(await timeline.positionAt(time)) };
}

async function pageAfter(after: Place, request: SinceRequest, parts: SinceParts): Promise<Since> {
  const { userId, conversationId, limit } = request;
  const { epoch, timeline, readModels, renderer } = parts;
  const upTo = await linesPosition(readModels);
  const filter = conversationId === undefined ? {} : { conversationId };
  const page = await timeline.toldAfter({ userId, after, upTo, limit, ...filter });
  const told = upToNewer(page, await renderer.render(tellingsOf(page)));
  const isEnd = page.isEnd && told.length === page.entries.length;
  const end = afterAllOf(page.checkpoint < upTo ? page.checkpoint : upTo);
  const last = page.entries[told.length - 1] ?? after;
  const next = isEnd && isAfter(end, last) ? end : last;
  const events = told.flatMap((message) => (message ? [eventOf(message)] : []));
  return { kind: "events", events, position: placeText(epoch, next), hasMore: !isEnd };
}

/** Words newer than the page wait for the next one, which knows whether they may still be read. */
function upToNewer({ checkpoint }: ToldPage, messages: readonly (Message | null)[]): readonly (Message | null)[] {
  const newer = messages.findIndex((message) => message && message.asOf > checkpoint);
  return newer < 0 ? messages : messages.slice(0, newer);
}

const eventOf = ({ event, id, data }: Message): SinceEvent => ({ event, id, data });
