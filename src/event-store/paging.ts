import { setTimeout as pause } from "node:timers/promises";
import { StoreUnavailable } from "./errors.ts";
import type { Position, Progress, ReadAllOptions, RecordedEvent, SubscribeOptions } from "./port.ts";
import type { Wakeups } from "./wakeups.ts";

/** A stretch of the log: what matched in it, how far it was examined, and whether that was the end. */
export interface Page extends Progress {
  readonly events: readonly RecordedEvent[];
}

export interface PageRequest {
  readonly after: Position;
  /** The most events examined. */
  readonly size: number;
  readonly prefixes?: readonly string[];
}

/** What an adapter brings so that reading and subscribing are the same on all of them. */
export interface PageSource {
  readPage(request: PageRequest): Promise<Page>;
  readonly wakeups: Wakeups;
  /** Told of an outage that a subscription waits out. */
  report(error: StoreUnavailable): void;
}

const pageSize = 1_000;

export async function* readPages(source: PageSource, options: ReadAllOptions): AsyncGenerator<RecordedEvent> {
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  let after = options.after;
  while (left > 0) {
    const page = await source.readPage({ ...filterOf(options), after, size: pageSize });
    for (const event of page.events) {
      yield event;
      if (--left === 0) return;
    }
    if (page.caughtUp) return;
    after = page.position;
  }
}

export async function* followPages(
  source: PageSource,
  options: SubscribeOptions,
): AsyncGenerator<RecordedEvent | Progress> {
  let after = options.after;
  while (!options.signal.aborted) {
    // Noted before the page is read, so that what is appended meanwhile is not slept through.
    const seen = source.wakeups.count;
    const page = await pageOrOutage(source, { ...filterOf(options), after, size: pageSize });
    if (page) {
      for (const event of page.events) {
        if (options.signal.aborted) return;
        yield event;
      }
      after = page.position;
      yield { kind: "progress", position: after, caughtUp: page.caughtUp };
    } else {
      await pause(200, undefined, { signal: options.signal }).catch(() => undefined); // aborted: the loop ends
    }
    if (page?.caughtUp) await source.wakeups.next(seen, options.signal);
  }
}

async function pageOrOutage(source: PageSource, request: PageRequest): Promise<Page | null> {
  try {
    return await source.readPage(request);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    source.report(error);
    return null;
  }
}

function filterOf({ prefixes }: { readonly prefixes?: readonly string[] }): { prefixes?: readonly string[] } {
  return prefixes ? { prefixes } : {};
}
