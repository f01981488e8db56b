import { describe, expect, it } from "vitest";
import { Problem } from "../problem.ts";
import { canonical, keyOf } from "./idempotency.ts";

const asks = "message";

describe("the key of a request", () => {
  it("is its header, or the body's client_message_id", () => {
    const body = { content: "hello" };
    const byHeader = keyOf({ headers: { "idempotency-key": "k1" }, asks, body });
    const byBody = keyOf({ headers: {}, asks, body: { ...body, client_message_id: "k1" } });
    expect(byHeader.key?.name).toBe("k1");
    expect(byBody).toEqual(byHeader);
    expect(keyOf({ headers: { "idempotency-key": "k1" }, asks, body: { ...body, client_message_id: "k1" } })).toEqual(
      byHeader,
    );
  });

  it("is missing where neither is there", () => {
    expect(keyOf({ headers: {}, asks, body: { content: "hello" } })).toEqual({});
  });

  it("can't be two", () => {
    const request = { headers: { "idempotency-key": "k1" }, asks, body: { client_message_id: "k2" } };
    expect(() => keyOf(request)).toThrow(Problem);
  });

  it("goes with the same body whatever the order of its fields, and with no other", () => {
    const bodyOf = (body: Record<string, unknown>, of = asks) =>
      keyOf({ headers: { "idempotency-key": "k" }, asks: of, body }).key?.body;
    expect(bodyOf({ b: 1, a: { d: [1, 2], c: undefined } })).toBe(bodyOf({ a: { d: [1, 2] }, b: 1 }));
    expect(bodyOf({ a: 1 })).not.toBe(bodyOf({ a: "1" }));
    expect(bodyOf({ a: [1, 2] })).not.toBe(bodyOf({ a: [2, 1] }));
    expect(bodyOf({})).not.toBe(bodyOf({}, "join"));
  });
});

describe("the canonical text of a value", () => {
  it("sorts the fields of objects, in lists too", () => {
    expect(canonical([{ b: 1, a: [{ d: 1, c: null }] }])).toBe('[{"a":[{"c":null,"d":1}],"b":1}]');
  });
});
