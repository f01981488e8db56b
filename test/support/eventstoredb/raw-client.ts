import grpc, { type ServiceError, type StatusObject } from "@grpc/grpc-js";
import { GossipClient } from "@eventstore/db-client/generated/gossip_grpc_pb.js";
import { ServerFeaturesClient } from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js";
import shared from "@eventstore/db-client/generated/shared_pb.js";
import { StreamsClient } from "@eventstore/db-client/generated/streams_grpc_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import type { ExpectedRevision } from "./decide.ts";
import { Inbox } from "./inbox.ts";
import { plain } from "./plain.ts";
import {
  appendMessages,
  batchMessage,
  expect,
  readMessage,
  streamIdentifier,
  type RawAppend,
  type RawBatchPart,
  type RawRead,
} from "./raw-requests.ts";
import { errorDetails } from "./raw-error-details.ts";
import { rawReadMessage, type RawReadMessage } from "./raw-read-messages.ts";

export interface RawStatus {
  readonly code: number;
  readonly details: string;
  readonly trailers: Record<string, unknown>;
}

/** What a call was answered: its message, or how it ended without one. */
export type RawAnswer = Record<string, unknown> | RawStatus;

export interface RawReading {
  readonly messages: readonly RawReadMessage[];
  readonly status: RawStatus;
}

const credentials = grpc.credentials.createInsecure();
// Clients in one process would otherwise share connections, and with them what happens to these.
const ownConnection = { "grpc.use_local_subchannel_pool": 1 };

/** Calls the generated gRPC clients with plain values and tells plain values of what they say, adding nothing. */
export class RawClient {
  readonly #address: string;
  readonly #streams: StreamsClient;

  constructor(url: string, options: grpc.ChannelOptions = {}) {
    this.#address = new URL(url).host;
    this.#streams = new StreamsClient(this.#address, credentials, { ...ownConnection, ...options });
  }

  close(): void {
    this.#streams.close();
  }

  append(append: RawAppend, options: grpc.CallOptions = {}): Promise<RawAnswer> {
    return answered((done) => {
      const call = this.#streams.append(new grpc.Metadata(), options, done);
      // The call's own error is the answer's.
      call.on("error", () => undefined);
      for (const message of appendMessages(append)) call.write(message);
      call.end();
    });
  }

  batch(): RawBatch {
    return new RawBatch(this.#streams.batchAppend(new grpc.Metadata()));
  }

  /** One append in one part on a call of its own. */
  async batchAppend({ events, ...options }: RawAppend): Promise<RawAnswer> {
    const batch = this.batch();
    batch.send({ correlationId: crypto.randomUUID(), options, events });
    const answer = await Promise.race([batch.next(), batch.status]);
    batch.close();
    return answer;
  }

  async read(read: RawRead): Promise<RawReading> {
    const subscription = this.subscribe({ count: Number.MAX_SAFE_INTEGER, ...read });
    const status = await subscription.status;
    return { messages: subscription.rest(), status };
  }

  subscribe(read: RawRead): RawSubscription {
    return new RawSubscription(this.#streams.read(readMessage({ count: "subscription", ...read })));
  }

  delete(stream: string, expected: ExpectedRevision): Promise<RawAnswer> {
    const options = new streams.DeleteReq.Options();
    options.setStreamIdentifier(streamIdentifier(stream));
    if (typeof expected === "bigint") options.setRevision(String(expected));
    else expect(options, { expected, empty: new shared.Empty() });
    const request = new streams.DeleteReq();
    request.setOptions(options);
    return answered((done) => this.#streams.delete(request, done));
  }

  tombstone(stream: string, expected: ExpectedRevision): Promise<RawAnswer> {
    const options = new streams.TombstoneReq.Options();
    options.setStreamIdentifier(streamIdentifier(stream));
    if (typeof expected === "bigint") options.setRevision(String(expected));
    else expect(options, { expected, empty: new shared.Empty() });
    const request = new streams.TombstoneReq();
    request.setOptions(options);
    return answered((done) => this.#streams.tombstone(request, done));
  }

  supportedMethods(): Promise<RawAnswer> {
    const client = new ServerFeaturesClient(this.#address, credentials, ownConnection);
    return answered((done) => client.getSupportedMethods(new shared.Empty(), done)).finally(() => client.close());
  }

  gossip(): Promise<RawAnswer> {
    const client = new GossipClient(this.#address, credentials, ownConnection);
    return answered((done) => client.read(new shared.Empty(), done)).finally(() => client.close());
  }

  /** Calls a method by its path, with an empty message. */
  call(path: string): Promise<RawAnswer> {
    return answered((done) =>
      this.#streams.makeUnaryRequest(
        path,
        () => Buffer.alloc(0),
        () => new shared.Empty(),
        null,
        done,
      ),
    );
  }
}

export class RawBatch {
  readonly status: Promise<RawStatus>;
  readonly #call: grpc.ClientDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;
  readonly #inbox = new Inbox<Record<string, unknown>>();

  constructor(call: grpc.ClientDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>) {
    this.#call = call;
    this.status = statusOf(call);
    call.on("data", (answer: streams.BatchAppendResp) => {
      const error = answer.getError();
      this.#inbox.put(error === undefined ? plain(answer) : { ...plain(answer), error: errorDetails(error) });
    });
  }

  send(part: RawBatchPart): void {
    this.#call.write(batchMessage(part));
  }

  next(): Promise<Record<string, unknown>> {
    return this.#inbox.next();
  }

  close(): void {
    this.#call.cancel();
  }
}

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

interface Answer {
  toObject(): object;
}

function answered(begin: (done: (error: ServiceError | null, answer?: Answer) => void) => void): Promise<RawAnswer> {
  return new Promise((resolve) => {
    begin((error, answer) => {
      if (error !== null) resolve(rawStatus(error));
      else resolve(answer === undefined ? {} : plain(answer));
    });
  });
}

interface Call {
  on(event: "error", listener: (error: ServiceError) => void): unknown;
  on(event: "status", listener: (status: StatusObject) => void): unknown;
}

function statusOf(call: Call): Promise<RawStatus> {
  return new Promise((resolve) => {
    call.on("error", (error) => resolve(rawStatus(error)));
    call.on("status", (status) => {
      if (status.code === grpc.status.OK) resolve(rawStatus(status));
    });
  });
}

const rawStatus = ({ code, details, metadata }: StatusObject | ServiceError): RawStatus => ({
  code,
  details,
  trailers: metadata.getMap(),
});
