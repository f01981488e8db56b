import { describe, expect, it } from "vitest";
import { requestId } from "./request-log.ts";

describe("the id of a request", () => {
  it("is the client's own", () => {
    expect(requestId({ headers: { "x-request-id": "web-7.2026_11" } })).toBe("web-7.2026_11");
  });

  it.each([undefined, "", "a b", "x".repeat(65), "a\nlevel=fatal", ["a", "b"]])(
    "is made where there is none: %j",
    (given) => {
      const headers = given === undefined ? {} : { "x-request-id": given };
      expect(requestId({ headers })).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});
