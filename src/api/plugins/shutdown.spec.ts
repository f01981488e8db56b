import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { answerWithProblems } from "./problems.ts";
import { refuseWhenClosing } from "./shutdown.ts";

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
});
