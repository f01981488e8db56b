import { describe, expect, it } from "vitest";
import { originOf } from "./same-origin.ts";

const publicUrl = "https://chat.example.org";

describe("a request", () => {
  it.each([
    ["the public address", { origin: publicUrl, host: "10.0.0.1:3000" }],
    ["the address that it was sent to", { origin: "http://10.0.0.1:3000", host: "10.0.0.1:3000" }],
    ["that address in other letters", { origin: "http://chat.lan", host: "Chat.LAN" }],
    ["what the browser calls the same origin", { "sec-fetch-site": "same-origin" }],
  ])("from %s is of our own pages", (_, headers) => {
    expect(originOf(headers, publicUrl)).toBe("own");
  });

  it.each([
    ["another site", { origin: "https://evil.example", host: "chat.example.org" }],
    ["a neighbour", { origin: "https://chat.example.org.evil.example", host: "chat.example.org" }],
    ["another port", { origin: "https://chat.example.org:8443", host: "chat.example.org" }],
    ["a page without an origin", { origin: "null", host: "chat.example.org" }],
    ["nonsense", { origin: "chat.example.org", host: "chat.example.org" }],
    ["another site, as the browser says", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
  ])("from %s is not", (_, headers) => {
    expect(originOf(headers, publicUrl)).toBe("foreign");
  });

  it.each([{}, { host: "chat.example.org" }, { "sec-fetch-site": "none" }, { "sec-fetch-site": "cross-site" }])(
    "that names no origin is of nobody's pages: %j",
    (headers) => {
      expect(originOf(headers, publicUrl)).toBe("unknown");
    },
  );
});
