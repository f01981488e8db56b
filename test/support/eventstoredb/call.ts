import { constants, type IncomingHttpHeaders, type OutgoingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import { FrameReader } from "./frames.ts";
import { ok, type GrpcStatus } from "./status.ts";

/** So much may be on its way to the client before the sender should wait. */
const roomBytes = 64 * 1024;

/**
 * One gRPC call on its HTTP/2 stream. It is written here, rather than left to grpc-js, because the server has to end
 * streams without a status and to stand still, and because events are sent many to a write.
 */
export class GrpcCall {
  readonly headers: IncomingHttpHeaders;
  readonly #stream: ServerHttp2Stream;
  #outbox: Buffer[] = [];
  #outboxBytes = 0;
  #ended = false;
  readonly #waiting: (() => void)[] = [];

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders) {
    this.#stream = stream;
    this.headers = headers;
    stream.on("drain", () => this.#unblock());
    stream.once("close", () => this.#unblock());
  }

  get closed(): boolean {
    return this.#ended || this.#stream.closed || this.#stream.destroyed;
  }

  /** How much more could be on its way to the client. Less than nothing is as good as nothing. */
  get roomBytes(): number {
    return roomBytes - this.#outboxBytes - this.#stream.writableLength;
  }

  onClose(listener: () => void): void {
    this.#stream.once("close", listener);
  }

  onMessages(listener: { message: (bytes: Uint8Array) => void; end: () => void }): void {
    const reader = new FrameReader();
    this.#stream.on("data", (chunk: Buffer) => {
      for (const message of reader.push(chunk)) if (!this.closed) listener.message(message);
    });
    this.#stream.on("end", () => {
      if (!this.closed) listener.end();
    });
  }

  /** The frames of one turn of the event loop go out together. */
  send(framed: Buffer): void {
    if (this.closed) return;
    if (this.#outbox.length === 0) queueMicrotask(() => this.#flush());
    this.#outbox.push(framed);
    this.#outboxBytes += framed.length;
  }

  /** Resolves when there is room again, or nobody left to send to. */
  async room(): Promise<void> {
    this.#flush();
    if (this.roomBytes <= 0 && !this.closed) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  end(status: GrpcStatus = ok): void {
    if (this.closed) return;
    this.#flush();
    this.#ended = true;
    const trailers = trailersOf(status);
    if (trailers === undefined) return this.#break();
    if (!this.#stream.headersSent) {
      this.#stream.respond({ ...responseHeaders, ...trailers }, { endStream: true });
      return;
    }
    this.#stream.once("wantTrailers", () => this.#stream.sendTrailers(trailers));
    this.#stream.end();
  }

  #break(): void {
    if (this.#stream.headersSent) this.#stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    else this.#stream.respond({ ":status": 500 }, { endStream: true });
  }

  #unblock(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  #flush(): void {
    if (this.#outbox.length === 0 || this.closed) return;
    const bytes = this.#outbox.length === 1 ? this.#outbox[0] : Buffer.concat(this.#outbox);
    this.#outbox = [];
    this.#outboxBytes = 0;
    if (!this.#stream.headersSent) this.#stream.respond(responseHeaders, { waitForTrailers: true });
    this.#stream.write(bytes);
  }
}

const responseHeaders = { ":status": 200, "content-type": "application/grpc" };

/** Undefined if a trailer cannot be sent, as the name of a stream that is not plain ASCII cannot. */
function trailersOf({ code, details, trailers = {} }: GrpcStatus): OutgoingHttpHeaders | undefined {
  if (!Object.values(trailers).every((value) => /^[\x20-\x7e]*$/.test(value))) return undefined;
  const message = details === "" ? {} : { "grpc-message": encodeURI(details) };
  return { "grpc-status": String(code), ...message, ...trailers };
}
