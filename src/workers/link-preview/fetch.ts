import { ask } from "./ask.ts";
import { firstBytes } from "./body.ts";
import type { Reach } from "./connect.ts";
import { NotAsked } from "./not-asked.ts";

/** Of a page's, after decompression: its head is in it. */
export const maxPageBytes = 100 * 1024;
/** Milliseconds for a page, look-ups and redirects included. */
const maxPageMs = 3_000;

export interface Page {
  /** Where it was found, after redirects. */
  readonly url: URL;
  /** The header's. */
  readonly contentType: string;
  /** The beginning. */
  readonly bytes: Buffer;
}

export interface FetchOptions {
  readonly reach: Reach;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** @throws NotAsked where there is no page to take; anything else where the network fails. */
export async function fetchPage(url: URL, { reach, signal }: FetchOptions): Promise<Page> {
  const question = { reach, accept: "text/html", signal: within(maxPageMs, signal) };
  return ask(url, question, async ({ url: found, headers, body }) => {
    const contentType = one(headers["content-type"]) ?? "";
    if (!/^\s*text\/html\s*(;|$)/i.test(contentType)) throw new NotAsked("It is no html.");
    const bytes = await firstBytes(body, { encoding: encodingOf(headers), limit: maxPageBytes });
    return { url: found, contentType, bytes };
  });
}

/** A signal that ends by itself, and with another one. */
export function within(ms: number, signal: AbortSignal | undefined): AbortSignal {
  const time = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([time, signal]) : time;
}

type Headers = Parameters<Parameters<typeof ask>[2]>[0]["headers"];

export const encodingOf = (headers: Headers): string | undefined => one(headers["content-encoding"]);

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(", ") : value;
