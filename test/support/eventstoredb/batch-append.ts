import streams from "@eventstore/db-client/generated/streams_pb.js";
import type { Appends } from "./appends.ts";
import { dataBytes } from "./append.ts";
import { batchError, batchResult, type BatchError } from "./batch-append-answers.ts";
import type { GrpcCall } from "./call.ts";
import type { ExpectedRevision } from "./decide.ts";
import { expectedRevision } from "./expected-revision.ts";
import { frame } from "./frames.ts";
import { proposedEvent, streamName, type ProposedEvent } from "./proposed-event.ts";
import { handlerThrew, maxAppendSize } from "./status.ts";
import { structuredUuid, uuidText } from "./uuid.ts";

type Options = streams.BatchAppendReq.Options;

interface PendingAppend {
  readonly options: Options;
  readonly deadline: number;
  readonly events: ProposedEvent[];
  timer?: NodeJS.Timeout;
}

/** The longest an append may stay without its last part, whatever its deadline. */
const patienceMilliseconds = 2_000;

/**
 * Streams.BatchAppend: many appends on one call, each in one or more parts and told apart by its correlation id. One
 * that is called bad stays pending all the same, and so is answered a second time, with a timeout.
 */
export class BatchAppend {
  readonly #call: GrpcCall;
  readonly #appends: Appends;
  readonly #pending = new Map<string, PendingAppend>();
  #closing = false;

  constructor(call: GrpcCall, appends: Appends) {
    this.#call = call;
    this.#appends = appends;
    call.onClose(() => {
      for (const { timer } of this.#pending.values()) clearTimeout(timer);
    });
  }

  take(bytes: Uint8Array): void {
    const request = streams.BatchAppendReq.deserializeBinary(bytes);
    try {
      const id = uuidText(request.getCorrelationId());
      if (id === undefined) throw new Error("Unrecognized Guid format.");
      this.#takePart(id, request);
      this.#watch(id);
    } catch (error) {
      // Only a part with options says where the answer belongs. After any other the call cannot go on.
      if (!request.hasOptions()) return this.#call.end(handlerThrew);
      this.#answerError(request, { kind: "bad request", message: error instanceof Error ? error.message : "" });
      const id = uuidText(request.getCorrelationId());
      if (id !== undefined) this.#watch(id);
    }
  }

  /** The client has no more to send. The call ends with the next answer, if one is still to come. */
  close(): void {
    this.#closing = true;
  }

  #takePart(id: string, request: streams.BatchAppendReq): void {
    const options = request.getOptions();
    if (options !== undefined && this.#begin(id, { options, request }) === "refused") return;
    const pending = this.#pending.get(id);
    // What follows an append that has been answered is not looked at.
    if (pending === undefined) return;
    for (const message of request.getProposedMessagesList()) pending.events.push(proposedEvent(message));
    if (dataBytes(pending.events) > maxAppendSize) {
      this.#forget(id);
      this.#answerError(request, { kind: "too large" }, pending.options);
    } else if (request.getIsFinal()) {
      this.#forget(id);
      this.#perform(request, pending);
    }
  }

  #begin(id: string, { options, request }: { options: Options; request: streams.BatchAppendReq }): "begun" | "refused" {
    const state = this.#appends.nodeState;
    const deadline = options.getDeadline()?.toDate().getTime() ?? Infinity;
    if (state === "access denied") this.#answerError(request, { kind: state });
    else if (deadline <= Date.now()) this.#answerError(request, { kind: "timeout" });
    else {
      if (!this.#pending.has(id)) this.#pending.set(id, { options, deadline, events: [] });
      return "begun";
    }
    return "refused";
  }

  #perform(request: streams.BatchAppendReq, { options, events }: PendingAppend): void {
    const refusal = this.#appends.refusal();
    if (refusal?.kind === "not ready") return this.#answerError(request, refusal, options);
    if (refusal?.kind === "not leader") return this.#call.end(refusal.status);
    const append = { stream: streamName(options.getStreamIdentifier()), expected: expectation(options), events };
    const to = { correlationId: request.getCorrelationId(), stream: options.getStreamIdentifier() };
    this.#appends.perform(append, (result) => {
      this.#call.send(frame(batchResult(result, to)));
      if (this.#closing) this.#call.end();
    });
  }

  #answerError(request: streams.BatchAppendReq, error: BatchError, options = request.getOptions()): void {
    const to = { correlationId: request.getCorrelationId(), stream: options?.getStreamIdentifier() };
    this.#call.send(frame(batchError(error, to)));
  }

  /** What is still pending will be answered with a timeout, which spells the correlation id in its other form. */
  #watch(id: string): void {
    const pending = this.#pending.get(id);
    if (pending === undefined || pending.timer !== undefined) return;
    const delay = Math.max(0, Math.min(pending.deadline - Date.now(), patienceMilliseconds));
    pending.timer = setTimeout(() => {
      this.#forget(id);
      const to = { correlationId: structuredUuid(id), stream: pending.options.getStreamIdentifier() };
      this.#call.send(frame(batchError({ kind: "timeout" }, to)));
    }, delay);
  }

  #forget(id: string): void {
    clearTimeout(this.#pending.get(id)?.timer);
    this.#pending.delete(id);
  }
}

const expectation = (options: Options): ExpectedRevision =>
  expectedRevision(options, () => options.getStreamPosition());
