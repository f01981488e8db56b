import grpc, { type ServiceError } from "@grpc/grpc-js";
import { GossipClient } from "@eventstore/db-client/generated/gossip_grpc_pb.js";
import { ServerFeaturesClient } from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js";
import shared from "@eventstore/db-client/generated/shared_pb.js";
import { StreamsClient } from "@eventstore/db-client/generated/streams_grpc_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import type { ExpectedRevision } from "../decide.ts";
import { plain } from "./plain.ts";
import { RawBatch } from "./batch.ts";
import { rawStatus, type RawStatus } from "./status.ts";
import { RawSubscription } from "./subscription.ts";
import {
  appendMessages,
  setExpectation,
  readMessage,
  streamIdentifier,
  type RawAppend,
  type RawRead,
} from "./requests.ts";
import type { RawReadMessage } from "./read-messages.ts";

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
    else setExpectation(options, { expected, empty: new shared.Empty() });
    const request = new streams.DeleteReq();
    request.setOptions(options);
    return answered((done) => this.#streams.delete(request, done));
  }

  tombstone(stream: string, expected: ExpectedRevision): Promise<RawAnswer> {
    const options = new streams.TombstoneReq.Options();
    options.setStreamIdentifier(streamIdentifier(stream));
    if (typeof expected === "bigint") options.setRevision(String(expected));
    else setExpectation(options, { expected, empty: new shared.Empty() });
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
