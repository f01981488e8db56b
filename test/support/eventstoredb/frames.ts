interface Message {
  serializeBinary(): Uint8Array;
}

const headerBytes = 5;

/** A message as it stands on the wire: a byte that says "not compressed", its length, its bytes. */
export function frame(message: Message): Buffer {
  const body = message.serializeBinary();
  const framed = Buffer.allocUnsafe(headerBytes + body.length);
  framed[0] = 0;
  framed.writeUInt32BE(body.length, 1);
  framed.set(body, headerBytes);
  return framed;
}

/** Cuts the bytes of one call into its messages, wherever the network has cut them. */
export class FrameReader {
  #pending: Buffer[] = [];
  #pendingBytes = 0;

  push(chunk: Buffer): Uint8Array[] {
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    const messages: Uint8Array[] = [];
    for (let body = this.#take(); body !== undefined; body = this.#take()) messages.push(body);
    return messages;
  }

  #take(): Uint8Array | undefined {
    if (this.#pendingBytes < headerBytes) return undefined;
    const end = headerBytes + this.#first(headerBytes).readUInt32BE(1);
    if (this.#pendingBytes < end) return undefined;
    const bytes = this.#first(end);
    this.#pendingBytes -= end;
    this.#pending[0] = bytes.subarray(end);
    // A copy, because protobuf keeps pointing into what it was given and a chunk is much larger than a message.
    return new Uint8Array(bytes.subarray(headerBytes, end));
  }

  /** The first chunk, joined with those behind it if it is shorter than that. */
  #first(length: number): Buffer {
    const first = this.#pending[0];
    if (first !== undefined && first.length >= length) return first;
    const joined = Buffer.concat(this.#pending);
    this.#pending = [joined];
    return joined;
  }
}
