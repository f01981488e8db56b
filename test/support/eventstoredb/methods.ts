import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { append } from "./append.ts";
import { Appends } from "./appends.ts";
import { BatchAppend } from "./batch-append.ts";
import { GrpcCall } from "./call.ts";
import { clusterInfo, supportedMethods } from "./cluster.ts";
import { deleteStream, tombstoneStream } from "./delete.ts";
import type { Faults } from "./faults.ts";
import { frame } from "./frames.ts";
import type { Log } from "./log.ts";
import { readAll, readStream } from "./read.ts";
import { readRequest } from "./read-request.ts";
import { accessDenied, CallFailed, handlerThrew, notLeader, notReady, unknownMethod } from "./status.ts";
import { StreamSource } from "./subscribe-to-stream.ts";
import { AllSource } from "./subscribe-to-all.ts";
import { Subscription } from "./subscription.ts";
import type { Writer } from "./writer.ts";

interface Node {
  readonly log: Log;
  readonly writer: Writer;
  readonly faults: Faults;
  readonly port: () => number;
}

type Method = (call: GrpcCall, node: Node) => void;
type Answer = { serializeBinary(): Uint8Array };

const streamsService = "/event_store.client.streams.Streams";

const methods: Readonly<Record<string, Method>> = {
  [`${streamsService}/Read`]: whole(([request], call, node) => read(request, { call, node })),
  [`${streamsService}/Append`]: whole((messages, call, node) => append(messages, { call, appends: appendsOf(node) })),
  [`${streamsService}/BatchAppend`]: batchAppend,
  [`${streamsService}/Delete`]: unary((request, { log }) => deleteStream(request, log)),
  [`${streamsService}/Tombstone`]: unary((request, { log }) => tombstoneStream(request, log)),
  "/event_store.client.gossip.Gossip/Read": unary((_request, { port }) => clusterInfo(port())),
  "/event_store.client.server_features.ServerFeatures/GetSupportedMethods": unary((_request, { faults }) => {
    if (faults.serverFeatures === "unimplemented") throw new CallFailed(unknownMethod);
    return supportedMethods();
  }),
};

/** Hands each call to its method. A method that does not exist is refused by gRPC, a service by HTTP. */
export function dispatch(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, node: Node): void {
  const path = headers[":path"] ?? "";
  const service = path.slice(0, path.lastIndexOf("/") + 1);
  if (!Object.keys(methods).some((known) => known.startsWith(service))) {
    return stream.respond({ ":status": 404 }, { endStream: true });
  }
  const call = new GrpcCall(stream, headers);
  guard(call, () => {
    const method = methods[path];
    if (method === undefined) throw new CallFailed(unknownMethod);
    // A batch append says in its answer what stands against it.
    if (path.startsWith(streamsService) && method !== batchAppend) requireAble(node);
    method(call, node);
  });
}

function requireAble({ faults, port }: Node): void {
  if (faults.nodeState === "not leader") throw new CallFailed(notLeader({ host: "127.0.0.1", port: port() }));
  if (faults.nodeState === "not ready") throw new CallFailed(notReady);
  if (faults.nodeState === "failing") throw new CallFailed(handlerThrew);
  if (faults.nodeState === "access denied") throw new CallFailed(accessDenied);
}

function read(request: Uint8Array | undefined, { call, node }: { call: GrpcCall; node: Node }): Promise<void> {
  const { target, amount, ...how } = readRequest(request ?? new Uint8Array());
  const output = { log: node.log, uuidForm: how.uuidForm };
  if (amount === "subscription") {
    const source = target.kind === "all" ? new AllSource(target, output) : new StreamSource(target, output);
    return new Subscription(call, source).run(node);
  }
  if (target.kind === "all") return readAll({ ...how, target, count: amount }, { call, log: node.log });
  return readStream({ ...how, target, count: amount }, { call, log: node.log });
}

function batchAppend(call: GrpcCall, node: Node): void {
  const appends = new BatchAppend(call, appendsOf(node));
  call.onMessages({ message: (bytes) => guard(call, () => appends.take(bytes)), end: () => appends.close() });
}

const appendsOf = ({ writer, faults, port }: Node): Appends => new Appends({ writer, faults, port: port() });

/**
 * A method that looks at its request once all of it has come, and in the next turn of the event loop: a client that has
 * given up meanwhile has said so right behind it.
 */
function whole(handle: (messages: Uint8Array[], call: GrpcCall, node: Node) => void | Promise<void>): Method {
  return (call, node) => {
    const messages: Uint8Array[] = [];
    call.onMessages({
      message: (bytes) => messages.push(bytes),
      end: () =>
        setImmediate(() => {
          if (!call.closed) guard(call, () => handle(messages, call, node));
        }),
    });
  };
}

function unary(answer: (request: Uint8Array, node: Node) => Answer): Method {
  return whole(([request], call, node) => {
    call.send(frame(answer(request ?? new Uint8Array(), node)));
    call.end();
  });
}

/** Whatever a method throws, its call ends. */
function guard(call: GrpcCall, handle: () => void | Promise<void>): void {
  const fail = (error: unknown): void => call.end(error instanceof CallFailed ? error.status : handlerThrew);
  try {
    handle()?.catch(fail);
  } catch (error) {
    fail(error);
  }
}
