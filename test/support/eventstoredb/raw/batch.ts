import type grpc from "@grpc/grpc-js";
import type streams from "@eventstore/db-client/generated/streams_pb.js";
import { Inbox } from "./inbox.ts";
import { plain } from "./plain.ts";
import { errorDetails } from "./error-details.ts";
import { batchMessage, type RawBatchPart } from "./requests.ts";
import { statusOf, type RawStatus } from "./status.ts";

/** A call of batch appends: parts go out, answers come in as the server sends them. */
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
