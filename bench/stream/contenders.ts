import { freePort } from "../../src/platform/postgres/embedded/cluster.ts";
import { startProcess } from "../support/process.ts";
import { VerbatimServer } from "../support/verbatim-server.ts";
import type { Place } from "./listeners.ts";

/** A server that messages are posted to and whose stream tells them. */
export interface StreamServer extends AsyncDisposable {
  readonly stream: Place;
  readonly messages: Place;
}

export interface VerbatimStream extends StreamServer {
  /** Of the server's process. */
  readonly pid: number;
}

/** One conversation of two; all listeners are the second one's devices. */
export async function verbatimStream(databaseUrl: string): Promise<VerbatimStream> {
  const server = await VerbatimServer.start(databaseUrl);
  const [sender, reader] = await server.register(2);
  if (!sender || !reader) throw new Error("Two people are needed.");
  const conversation = await server.startGroup(sender, [reader]);
  return {
    pid: server.pid,
    stream: { url: server.url, path: "/api/messages/stream", token: reader.token },
    messages: { url: server.url, path: `/api/conversations/${conversation}/messages`, token: sender.token },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** The baselines: by NOTIFY `through` a database, or "direct". */
export async function plainStream(through: string): Promise<StreamServer> {
  const port = await freePort();
  const server = startProcess("stream/plain-stream.ts", [String(port), through]);
  await server.line();
  const place = { url: `http://127.0.0.1:${port}`, path: "/", token: "none" };
  return { stream: place, messages: place, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
