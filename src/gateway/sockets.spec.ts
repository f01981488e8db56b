import { createServer } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { connect as connectSocket, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { userId } from "../domain/ids.ts";
import type { Gateway } from "./gateway.ts";
import { ada, bob, here } from "./spec/log.ts";
import { Setting } from "./spec/setting.ts";

/** A real server, where whoever asks for `/ada` is ada. */
async function serve(gateway: Gateway): Promise<number> {
  const server = createServer((request, response) => {
    const lastEventId = request.headers["last-event-id"]?.toString();
    const who = userId(request.url?.slice(1) ?? "");
    const isSessionOpen = (): Promise<boolean> => Promise.resolve(true);
    const headers = { "x-request-id": "7", "x-nothing": undefined };
    gateway.connect({ response, userId: who, sessionId: who, lastEventId, isSessionOpen, headers });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

class Client {
  text = "";
  isClosed = false;
  readonly socket: Socket;

  constructor(port: number, who: string, lastEventId?: string) {
    this.socket = connectSocket(port, "127.0.0.1");
    this.socket.setEncoding("utf8");
    this.socket.on("data", (text: string) => (this.text += text));
    this.socket.on("close", () => (this.isClosed = true));
    this.socket.on("error", () => undefined); // cut: closed
    const id = lastEventId === undefined ? "" : `Last-Event-ID: ${lastEventId}\r\n`;
    this.socket.write(`GET /${who} HTTP/1.1\r\nHost: here\r\n${id}\r\n`);
    onTestFinished(() => void this.socket.destroy());
  }

  async untilItSays(text: string): Promise<void> {
    const isThere = (): void => {
      if (!this.text.includes(text)) throw new Error(`${text} has not come.`);
    };
    await vi.waitFor(isThere, { timeout: 5_000 });
  }
}

async function room(): Promise<{ setting: Setting; gateway: Gateway; port: number }> {
  const setting = new Setting();
  setting.follow();
  await setting.log.started(here, { by: ada, with: [bob] });
  const gateway = await setting.gateway();
  return { setting, gateway, port: await serve(gateway) };
}

describe("over a real connection a stream", () => {
  it("is answered as an event stream, with the headers that were set before", async () => {
    const { port } = await room();
    const client = new Client(port, "ada");
    await client.untilItSays("event: connected");
    const [head] = client.text.toLowerCase().split("\r\n\r\n");
    expect(head?.split("\r\n")).toEqual(
      expect.arrayContaining([
        "http/1.1 200 ok",
        "content-type: text/event-stream",
        "cache-control: no-cache",
        "x-accel-buffering: no",
        "x-request-id: 7",
      ]),
    );
  });

  it("ends cleanly with the process", async () => {
    const { gateway, port } = await room();
    const client = new Client(port, "ada");
    await client.untilItSays("event: connected");
    await gateway.close();
    await client.untilItSays("\r\n0\r\n\r\n");
    expect(client.text.endsWith("\r\n0\r\n\r\n")).toBe(true);
  });

  it("is forgotten when its client is gone", async () => {
    const { gateway, port } = await room();
    const client = new Client(port, "ada");
    await client.untilItSays("event: connected");
    expect(gateway.counters.connections).toBe(1);
    client.socket.resetAndDestroy();
    await vi.waitFor(() => expect(gateway.counters.connections).toBe(0));
  });

  it("is cut when its client stops reading, and delays nobody", async () => {
    const { setting, gateway, port } = await room();
    const [stopped, other] = [new Client(port, "bob"), new Client(port, "ada")];
    await stopped.untilItSays("event: connected");
    await other.untilItSays("event: connected");
    stopped.socket.pause();
    const content = "x".repeat(100_000);
    while (gateway.counters.closedSlow === 0) {
      await setting.log.said(here, { by: ada, content });
      await turn();
    }
    await setting.log.said(here, { by: ada, content: "the last" });
    await other.untilItSays("the last");
    expect(gateway.counters.connections).toBe(1);
  });

  it("does not outlast the process when its client has stopped reading", async () => {
    const { setting } = await room();
    const gateway = await setting.gateway({ timing: { closeMs: 50 } });
    const client = new Client(await serve(gateway), "bob");
    await client.untilItSays("event: connected");
    client.socket.pause();
    const content = "x".repeat(100_000);
    for (let left = 20; left > 0; left -= 1) await setting.log.said(here, { by: ada, content });
    await gateway.close();
    expect(gateway.counters.connections).toBe(0);
  });
});
