import type { Listener } from "./listener.ts";

export type NodeState = "ready" | "not ready" | "failing" | "not leader" | "access denied";

/**
 * What happens to an append: "unwritten" loses the connection before it is written and "lost" after, "withheld" writes
 * it and says nothing, "twice" answers it twice.
 */
export type AppendFault = "unwritten" | "lost" | "withheld" | "twice";

/** Which of the two a client sees first when it appends and subscribes. "mixed" is how a real server does it. */
export type DeliveryOrder = "mixed" | "answer first" | "event first";

/** A real server let the event overtake the answer about once in so many appends. */
const eventFirstOnceIn = 18;
const shutdownMilliseconds = 5_000;

/** What can go wrong between a client and the server, on demand. All of it can be set back while the server runs. */
export class Faults {
  nodeState: NodeState = "ready";
  /** "unimplemented" makes clients fall back to one call per append. */
  serverFeatures: "supported" | "unimplemented" = "supported";
  deliveryOrder: DeliveryOrder = "mixed";
  readonly #listener: Listener;
  readonly #appendFaults: AppendFault[] = [];
  readonly #subscriptions = new Set<() => void>();
  #answers = 0;
  #silent = false;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Each call is for one append more, in the order in which appends arrive. */
  failNextAppend(fault: AppendFault): void {
    this.#appendFaults.push(fault);
  }

  /** The clients see UNAVAILABLE and can connect again at once. */
  dropConnections(): void {
    this.#listener.dropConnections();
  }

  /** No new connections until the server restarts; those that are open go on. */
  refuseConnections(): void {
    this.#listener.refuse();
  }

  /** Ends every live subscription as if its buffer had overflowed. */
  overflowSubscriptions(): void {
    for (const overflow of this.#subscriptions) overflow();
  }

  /** Nothing is read and nothing is answered, yet connections stay open and new ones are not refused. */
  freeze(): void {
    this.#listener.freeze();
  }

  thaw(): void {
    this.#listener.thaw();
  }

  /**
   * The end of a server that is asked to stop: new calls are refused at once, open ones stay silent for five seconds
   * and then end without a status. Resolves when that is over; the server can then be restarted.
   */
  async shutDown(options: { silentMilliseconds?: number } = {}): Promise<void> {
    this.#silent = true;
    this.#listener.refuse();
    this.#listener.goAway();
    await new Promise((resolve) => setTimeout(resolve, options.silentMilliseconds ?? shutdownMilliseconds));
    this.#listener.resetStreams();
  }

  /** What stands in the way of the next append; also drops connections when that is what it takes. */
  takeAppendFault(): AppendFault | "silent" | undefined {
    return this.#silent ? "silent" : this.#appendFaults.shift();
  }

  /** Sends an answer before or after the events it is about have gone to their subscribers. */
  deliver(answer: () => void): void {
    this.#answers += 1;
    const eventFirst =
      this.deliveryOrder === "mixed" ? this.#answers % eventFirstOnceIn === 0 : this.deliveryOrder === "event first";
    // Subscriptions send in the next turn of the event loop, and their bytes leave at the end of it.
    if (eventFirst) setImmediate(() => setImmediate(answer));
    else answer();
  }

  onOverflow(overflow: () => void): () => void {
    this.#subscriptions.add(overflow);
    return () => void this.#subscriptions.delete(overflow);
  }

  noteRestart(): void {
    this.#silent = false;
  }
}
