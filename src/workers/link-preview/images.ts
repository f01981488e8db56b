import { LRUCache } from "lru-cache";
import { Queue } from "../../platform/queue.ts";
import type { Reach } from "./connect.ts";
import { fetchImage, type Image } from "./fetch-image.ts";

/** So many are fetched at once, and so many more wait. */
const limits = { atOnce: 4, waiting: 64 };
/** What is kept in memory: bytes, number, and milliseconds. */
const kept = { maxSize: 32 * 1024 * 1024, max: 1_000, ttl: 3_600_000 };
/** Milliseconds for which nobody asks again for what could not be had. */
const missedFor = 60_000;

type Found = Image | "none";

/** Images of previews, fetched for readers, so that the servers they come from learn nothing of who reads. */
export class PreviewImages {
  readonly #reach: Reach;
  readonly #queue = new Queue(limits);
  readonly #kept = new LRUCache<string, Found>({
    ...kept,
    sizeCalculation: (found) => (found === "none" ? 1 : found.bytes.length),
  });
  readonly #onTheWay = new Map<string, Promise<Found>>();

  constructor(reach: Reach) {
    this.#reach = reach;
  }

  /** Null where there is none to show. What many ask for at once is fetched once. @throws QueueFull */
  async of(url: string): Promise<Image | null> {
    const found = this.#kept.get(url) ?? (await (this.#onTheWay.get(url) ?? this.#fetch(url)));
    return found === "none" ? null : found;
  }

  async #fetch(text: string): Promise<Found> {
    const fetching = this.#queue.run(() => this.#fetched(text));
    this.#onTheWay.set(text, fetching);
    try {
      return await fetching;
    } finally {
      this.#onTheWay.delete(text);
    }
  }

  /** Why a stranger's server gave none is of no use to anybody here. */
  async #fetched(text: string): Promise<Found> {
    const url = URL.parse(text);
    const found = url ? await fetchImage(url, { reach: this.#reach }).catch(() => "none" as const) : "none";
    this.#kept.set(text, found, found === "none" ? { ttl: missedFor } : {});
    return found;
  }
}
