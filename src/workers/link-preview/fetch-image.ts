import { ask } from "./ask.ts";
import { firstBytes } from "./body.ts";
import { encodingOf, within, type FetchOptions } from "./fetch.ts";
import { typeOfImage, type ImageType } from "./image-type.ts";
import { NotAsked } from "./not-asked.ts";

/** Of an image, after decompression. */
export const maxImageBytes = 5 * 1024 * 1024;
/** Milliseconds for an image, look-ups and redirects included. */
const maxImageMs = 10_000;

export interface Image {
  readonly type: ImageType;
  readonly bytes: Buffer;
}

/**
 * An image of the internet, by the same guard as a page, and of the type that its content says it has, whatever the
 * server says. At most 5 MB are held.
 * @throws NotAsked where there is no such image; anything else where the network fails.
 */
export async function fetchImage(url: URL, { reach, signal }: FetchOptions): Promise<Image> {
  const question = { reach, accept: "image/webp,image/png,image/jpeg,image/gif", signal: within(maxImageMs, signal) };
  return ask(url, question, async ({ headers, body }) => {
    if (Number(headers["content-length"] ?? 0) > maxImageBytes) throw new NotAsked("The image is too large.");
    const bytes = await firstBytes(body, { encoding: encodingOf(headers), limit: maxImageBytes + 1 });
    if (bytes.length > maxImageBytes) throw new NotAsked("The image is too large.");
    const type = typeOfImage(bytes);
    if (!type) throw new NotAsked("It is no image.");
    return { type, bytes };
  });
}
