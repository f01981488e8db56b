import {
  constants,
  createServer as createHttp2Server,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Connection } from "./connection.ts";

type StreamListener = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

const mebibyte = 1024 * 1024;

/** The port, its connections and what can happen to them. A closed listener can listen again, on the same port. */
export class Listener {
  readonly #http2 = createHttp2Server({ settings: { initialWindowSize: 4 * mebibyte } });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Set<Http2Session>();
  readonly #streams = new Set<ServerHttp2Stream>();
  #tcp: Server | undefined;
  #state: "running" | "frozen" = "running";
  port = 0;

  constructor(onStream: StreamListener) {
    this.#http2.on("session", (session) => {
      session.setLocalWindowSize(16 * mebibyte);
      remember(session, this.#sessions);
    });
    this.#http2.on("stream", (stream, headers) => {
      remember(stream, this.#streams);
      // A stream reset by the client also closes, which is where its call ends.
      stream.on("error", () => undefined);
      onStream(stream, headers);
    });
    this.#http2.on("sessionError", () => undefined);
  }

  async listen(): Promise<void> {
    const tcp = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    this.#tcp = tcp;
    await new Promise<void>((resolve, reject) => {
      tcp.once("error", reject);
      tcp.listen(this.port, "127.0.0.1", resolve);
    });
    // listen() on a TCP port always gives an AddressInfo.
    this.port = (tcp.address() as AddressInfo).port;
  }

  /** New connections are refused; those that are open stay. */
  refuse(): void {
    this.#tcp?.close();
    this.#tcp = undefined;
  }

  /** Tells each client to begin no further call on its connection. */
  goAway(): void {
    for (const session of this.#sessions) session.goaway(constants.NGHTTP2_NO_ERROR);
  }

  /** Ends every open call without a gRPC status. */
  resetStreams(): void {
    for (const stream of this.#streams) stream.close(constants.NGHTTP2_NO_ERROR);
  }

  dropConnections(): void {
    for (const connection of this.#connections) connection.reset();
  }

  /** Resolves once every connection is gone. */
  async close(): Promise<void> {
    this.refuse();
    const gone = [...this.#connections].map((connection) => closed(connection));
    this.dropConnections();
    await Promise.all(gone);
    await clientsNotice();
    this.thaw();
  }

  freeze(): void {
    this.#state = "frozen";
    for (const connection of this.#connections) connection.freeze();
  }

  thaw(): void {
    this.#state = "running";
    for (const connection of this.#connections) connection.thaw();
  }

  #accept(socket: Socket): void {
    const connection = new Connection(socket, this.#state);
    remember(connection, this.#connections);
    this.#http2.emit("connection", connection);
  }
}

/** Clients in this process learn of a reset over the event loop's next two turns. */
async function clientsNotice(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

interface Closing {
  once(event: "close", listener: () => void): unknown;
}

function remember<T extends Closing>(one: T, among: Set<T>): void {
  among.add(one);
  one.once("close", () => among.delete(one));
}

const closed = (one: Closing): Promise<void> => new Promise((resolve) => one.once("close", resolve));
