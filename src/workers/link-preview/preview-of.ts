import type { Pool } from "pg";
import type { PageWords } from "../../domain/message/link-preview.ts";
import { keepWords, knownWords } from "./cache.ts";
import type { Reach } from "./connect.ts";
import { fetchPage } from "./fetch.ts";
import { NotAsked } from "./not-asked.ts";
import { wordsOf } from "./parse.ts";

export interface LinkPreviews {
  /**
   * What is shown of a URL; null where nothing is. Known answers of a day are given again.
   * @throws Unreachable where the network failed: a later try may do better.
   */
  readonly previewOf: (url: string, signal?: AbortSignal) => Promise<LinkPreview | null>;
}

export interface LinkPreview extends PageWords {
  /** As it was asked for. */
  readonly url: string;
}

export interface LinkPreviewsOptions {
  readonly pool: Pool;
  readonly reach: Reach;
}

export function linkPreviews({ pool, reach }: LinkPreviewsOptions): LinkPreviews {
  return {
    previewOf: async (text, signal) => {
      const url = URL.parse(text);
      if (!url) return null;
      const known = await knownWords(pool, url);
      const words = known === undefined ? await fetchWords(url, { reach, ...(signal && { signal }) }) : known;
      if (known === undefined) await keepWords(pool, url, words);
      return words && { url: text, ...words };
    },
  };
}

/** The network failed, or the server did. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

async function fetchWords(url: URL, options: Parameters<typeof fetchPage>[1]): Promise<PageWords | null> {
  try {
    return wordsOf(await fetchPage(url, options));
  } catch (error) {
    if (error instanceof NotAsked) return null;
    if (options.signal?.aborted === true) throw error;
    throw new Unreachable("Its server could not be reached.", { cause: error });
  }
}
