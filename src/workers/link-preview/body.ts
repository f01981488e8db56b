import { finished, type Duplex, type Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { NotAsked } from "./not-asked.ts";

/**
 * The first bytes of a body, decompressed: at most `limit`, however many follow and however small they were on the way.
 * A body that is compressed and ends too early gives what it has. What is not read is left to whoever opened it.
 * @throws NotAsked where it can't be decompressed.
 */
export async function firstBytes(
  body: Readable,
  { encoding, limit }: { readonly encoding: string | undefined; readonly limit: number },
): Promise<Buffer> {
  const decoder = decoderFor(encoding);
  return collected(decoder ? joined(body, await decoder(body)) : body, limit);
}

type DecoderFor = (body: Readable) => Promise<Duplex>;

/** Null: it is as it is. */
function decoderFor(encoding: string | undefined): DecoderFor | null {
  switch (encoding?.trim().toLowerCase()) {
    case undefined:
    case "":
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
      return async () => createGunzip(asFarAsItGoes);
    case "deflate":
      return inflateFor;
    case "br":
      return async () => createBrotliDecompress({ flush: flushBrotli, finishFlush: flushBrotli });
    default:
      throw new NotAsked("Its encoding is not known.");
  }
}

const asFarAsItGoes = { finishFlush: constants.Z_SYNC_FLUSH };
const flushBrotli = constants.BROTLI_OPERATION_FLUSH;

/** By its name it has zlib's header, and from some servers it has none. */
async function inflateFor(body: Readable): Promise<Duplex> {
  const [first] = await peeked(body);
  const hasHeader = first !== undefined && (first & 0x0f) === 8;
  return hasHeader ? createInflate(asFarAsItGoes) : createInflateRaw(asFarAsItGoes);
}

async function peeked(body: Readable): Promise<Buffer> {
  for (;;) {
    const chunk: unknown = body.read();
    if (chunk instanceof Buffer && chunk.length > 0) {
      body.unshift(chunk);
      return chunk;
    }
    if (body.readableEnded || body.destroyed) return Buffer.alloc(0);
    await readable(body);
  }
}

async function readable(body: Readable): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = finished(body, { writable: false }, (error) => (error ? reject(error) : resolve()));
    body.once("readable", () => {
      stop();
      resolve();
    });
  });
}

/** When one fails the other does. Nothing is read of the body that the decoder does not take. */
function joined(body: Readable, decoder: Duplex): Readable {
  body.on("error", (error) => decoder.destroy(error));
  return body.pipe(decoder);
}

async function collected(source: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= limit) break;
    }
  } catch (error) {
    if (isBrokenCompression(error)) throw new NotAsked("It can't be decompressed.");
    throw error;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

/** zlib's codes, and Brotli's. */
function isBrokenCompression(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^(Z_|ERR__)/.test(code);
}
