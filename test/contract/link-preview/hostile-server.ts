import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Reach } from "../../../src/workers/link-preview/connect.ts";
import { refusalOfAddress } from "../../../src/workers/link-preview/guard.ts";

/** A server on this machine that answers as a test says, and what was asked of it. */
export interface HostileServer {
  readonly port: number;
  readonly asked: readonly IncomingMessage[];
  /** Settles when no connection to it is open any more. */
  readonly left: () => Promise<void>;
  readonly url: (path: string, host?: string) => URL;
}

type Answers = (request: IncomingMessage, response: ServerResponse) => void;

/** On a loopback address of its own choice: 127.0.0.1 unless said. */
export async function hostileServer(
  answers: Answers,
  { address = "127.0.0.1", port = 0 }: { readonly address?: string; readonly port?: number } = {},
): Promise<HostileServer> {
  const asked: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    asked.push(request);
    response.on("error", () => undefined);
    answers(request, response);
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const own = (server.address() as AddressInfo).port;
  return {
    port: own,
    asked,
    left: async () => {
      await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.on("close", resolve))));
    },
    url: (path, host = "page.acme.com") => new URL(`http://${host}:${own}${path}`),
  };
}

/** Names with the addresses that each look-up gives in turn; the last one stays. */
export type Zone = Readonly<Record<string, readonly (readonly string[])[]>>;

export interface SpyingReach extends Reach {
  /** Names, as they were looked up. */
  readonly lookedUp: readonly string[];
}

/** Of all that is none of the internet only 127.0.0.1 may be reached, by names of this zone. */
export function reachTo(
  { port }: Pick<HostileServer, "port">,
  zone: Zone = { "page.acme.com": [["127.0.0.1"]] },
): SpyingReach {
  const lookedUp: string[] = [];
  return {
    ports: [port],
    internalDomains: ["internal.acme.com"],
    lookedUp,
    refusalOfAddress: (address) => (address === "127.0.0.1" ? null : refusalOfAddress(address)),
    resolve: async (name) => {
      const answers = zone[name] ?? [];
      const turn = lookedUp.filter((each) => each === name).length;
      lookedUp.push(name);
      return answers[Math.min(turn, answers.length - 1)] ?? [];
    },
  };
}
