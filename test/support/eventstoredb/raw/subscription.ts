import type grpc from "@grpc/grpc-js";
import type streams from "@eventstore/db-client/generated/streams_pb.js";
import { Inbox } from "./inbox.ts";
import { rawReadMessage, type RawReadMessage } from "./read-messages.ts";
import { statusOf, type RawStatus } from "./status.ts";

/** A call of reads, counted or not: what it says can be asked for one by one. */
export class RawSubscription {
  /** How it ended, after all its messages: an error overtakes those that the client has not read yet. */
  readonly status: Promise<RawStatus>;
  readonly #call: grpc.ClientReadableStream<streams.ReadResp>;
  readonly #inbox = new Inbox<RawReadMessage>();

  constructor(call: grpc.ClientReadableStream<streams.ReadResp>) {
    this.#call = call;
    const ended = new Promise((resolve) => call.on("end", resolve));
    this.status = statusOf(call).then(async (status) => {
      await ended;
      return status;
    });
    call.on("data", (message: streams.ReadResp) => this.#inbox.put(rawReadMessage(message)));
  }

  next(): Promise<RawReadMessage> {
    return this.#inbox.next();
  }

  /** Up to and with the message that says it has caught up. */
  async untilCaughtUp(): Promise<RawReadMessage[]> {
    const messages: RawReadMessage[] = [];
    do messages.push(await this.next());
    while (messages.at(-1)?.kind !== "caught up");
    return messages;
  }

  take(count: number): Promise<RawReadMessage[]> {
    return Promise.all(Array.from({ length: count }, () => this.next()));
  }

  /** Everything that has come and was not asked for yet. */
  rest(): RawReadMessage[] {
    return this.#inbox.drain();
  }

  pause(): void {
    this.#call.pause();
  }

  resume(): void {
    this.#call.resume();
  }

  cancel(): void {
    this.#call.cancel();
  }
}
