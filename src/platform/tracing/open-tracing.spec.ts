import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { idsOf } from "./correlated-ids.ts";
import { openTracing } from "./open-tracing.ts";

describe("the ids of a request's trace", () => {
  it("are the same in every process: a UUID's own digits, and a hash of anything else", () => {
    const uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
    expect(idsOf(uuid)).toMatchObject({ traceId: "0f8fad5bd9cb469fa16570867728950e" });
    expect(idsOf("client.7")).toEqual(idsOf("client.7"));
    for (const id of ["client.7", "x", "0".repeat(32), uuid]) {
      expect(idsOf(id).traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
      expect(idsOf(id).spanId).toMatch(/^[0-9a-f]{16}$/);
    }
    expect(idsOf("client.7")).not.toEqual(idsOf("client.8"));
  });
});

describe("a collector that is not there", () => {
  it("keeps nobody from stopping", async () => {
    const server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const tracing = openTracing({ endpoint: `http://127.0.0.1:${port}`, serviceName: "spec" });
    tracing.request({ correlationId: "r1", traceparent: undefined, name: "GET /", attributes: {} })();
    await tracing[Symbol.asyncDispose]();
    expect(() => tracing.caused({ by: ["r1"], name: "append", attributes: {} })()).not.toThrow();
  });
});
