import type { Socket } from "node:net";
import { Duplex } from "node:stream";

type Done = (error?: Error | null) => void;

/**
 * One client's TCP connection, which can stand still as it does when the server's process is stopped: nothing is read,
 * not even pings, and nothing is written, while the client's bytes wait in the kernel.
 */
export class Connection extends Duplex {
  readonly #socket: Socket;
  #frozen: boolean;
  readonly #heldBack: (() => void)[] = [];

  constructor(socket: Socket, state: "running" | "frozen") {
    super();
    this.#socket = socket;
    this.#frozen = state === "frozen";
    socket.on("data", (bytes: Buffer) => {
      if (!this.push(bytes)) socket.pause();
    });
    socket.on("end", () => this.push(null));
    socket.on("close", () => this.destroy());
    // A reset by the client ends the connection like any other close.
    socket.on("error", () => this.destroy());
    if (this.#frozen) socket.pause();
  }

  freeze(): void {
    this.#frozen = true;
    this.#socket.pause();
  }

  thaw(): void {
    this.#frozen = false;
    this.#socket.resume();
    for (const write of this.#heldBack.splice(0)) write();
  }

  /** Ends with a reset, as the connections of a killed process do. */
  reset(): void {
    this.#socket.resetAndDestroy();
    this.destroy();
  }

  override _read(): void {
    if (!this.#frozen) this.#socket.resume();
  }

  override _write(bytes: Buffer, _encoding: string, done: Done): void {
    this.#whenRunning(() => this.#socket.write(bytes, done));
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.#whenRunning(() => this.#socket.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done));
  }

  override _final(done: Done): void {
    this.#whenRunning(() => this.#socket.end(() => done()));
  }

  override _destroy(error: Error | null, done: Done): void {
    if (this.#socket.closed) return done(error);
    this.#socket.once("close", () => done(error));
    this.#socket.destroy();
  }

  #whenRunning(write: () => void): void {
    if (this.#frozen) this.#heldBack.push(write);
    else write();
  }
}
