import { once } from "node:events";
import { connect, type AddressInfo, type Socket } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { describe, expect, it, onTestFinished } from "vitest";
import { answerWithProblems } from "./problems.ts";
import { closeUnusedConnections, refuseWhenClosing } from "./shutdown.ts";

describe("a server that closes", () => {
  it("sends whoever still comes to another process", async () => {
    const server = fastify({ return503OnClosing: false });
    answerWithProblems(server);
    refuseWhenClosing(server);
    const { promise: finished, resolve: finish } = Promise.withResolvers<undefined>();
    server.addHook("preClose", () => finished);
    server.get("/", () => "here");
    const url = await server.listen();
    expect((await fetch(url)).status).toBe(200);
    const closed = server.close();
    const answer = await fetch(url);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("connection")).toBe("close");
    expect(await answer.json()).toMatchObject({ code: "unavailable" });
    finish(undefined);
    await closed;
  });

  it("ends connections on which nothing was ever asked at once, but none on which an answer is under way", async () => {
    const server = fastify();
    closeUnusedConnections(server);
    refuseWhenClosing(server);
    const { promise: finished, resolve: finish } = Promise.withResolvers<undefined>();
    const { promise: asked, resolve: onAsked } = Promise.withResolvers<undefined>();
    server.get("/", async () => {
      onAsked(undefined);
      await finished;
      return "here";
    });
    await server.listen();
    const unused = await connected(server);
    const answer = fetch(urlOf(server));
    await asked;

    const closed = server.close();
    await once(unused, "close");
    finish(undefined);

    const { headers, text } = await answer.then(async (each) => ({ headers: each.headers, text: await each.text() }));
    expect(text).toBe("here");
    expect(headers.get("connection")).toBe("close");
    await closed;
  });

  it("forgets connections that were ended before it closes", async () => {
    const server = fastify();
    closeUnusedConnections(server);
    await server.listen();
    const gone = await connected(server);
    gone.destroy();
    await once(gone, "close");
    await server.close();
    expect(server.server.listening).toBe(false);
  });
});

const urlOf = ({ server }: FastifyInstance): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** A connection that the server knows of, on which nothing is asked. */
async function connected({ server }: FastifyInstance): Promise<Socket> {
  const known = once(server, "connection");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").resume();
  onTestFinished(() => void socket.destroy());
  await Promise.all([known, once(socket, "connect")]);
  return socket;
}
