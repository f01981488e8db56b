import { Faults } from "./faults.ts";
import { Listener } from "./listener.ts";
import { Log } from "./log.ts";
import { dispatch } from "./methods.ts";
import { Writer } from "./writer.ts";

/** What a start of the server writes into its log without an event anybody could read. */
const startupBytes = 600;

export type { AppendFault, DeliveryOrder, Faults, NodeState } from "./faults.ts";

/**
 * Speaks EventStoreDB's protocol as a single insecure 23.10.8 node was observed to, and keeps its log in memory. What
 * it does not know: persistent subscriptions, projections, users, links, and stream metadata other than $tb.
 */
export class EventStoreDbServer {
  readonly faults: Faults;
  readonly #listener: Listener;
  readonly #log = new Log();
  readonly #writer = new Writer(this.#log);

  private constructor() {
    this.#listener = new Listener((stream, headers) =>
      dispatch(stream, headers, {
        log: this.#log,
        writer: this.#writer,
        faults: this.faults,
        port: () => this.#listener.port,
      }),
    );
    this.faults = new Faults(this.#listener);
  }

  static async start(): Promise<EventStoreDbServer> {
    const server = new EventStoreDbServer();
    await server.#listener.listen();
    return server;
  }

  /** A connection string; the port stays the same for as long as the server lives. */
  get url(): string {
    return `esdb://127.0.0.1:${this.#listener.port}?tls=false`;
  }

  /** As if killed: connections are dropped and new ones refused. Keeps the log. */
  async stop(): Promise<void> {
    await this.#listener.close();
  }

  /** Stops, unless that has happened, and starts again with the same log on the same port. Event ids are forgotten. */
  async restart(): Promise<void> {
    await this.stop();
    this.#writer.forgetEventIds();
    this.#log.appendHidden(startupBytes);
    this.faults.noteRestart();
    await this.#listener.listen();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
