import { describe, expect, it } from "vitest";
import { emlOf } from "../../workers/email/eml.ts";
import { headersOf } from "./eml-headers.ts";

describe("the headers of a mail", () => {
  it.each([
    "1 new message from Ada",
    "「王小明」有 3 則新訊息",
    `Nowe wiadomości w ${"bardzo ".repeat(20)}długiej rozmowie 👩‍👩‍👧`,
  ])("are read as they were written: %s", async (subject) => {
    const mail = { id: "1", to: { name: "Łucja Żak", address: "lucja@example.org" }, subject };
    const eml = await emlOf(
      { ...mail, text: "Subject: no", html: "<p>no</p>", date: new Date(0) },
      { from: "Verbatim <chat@example.org>", host: "example.org" },
    );
    const headers = headersOf(eml.toString());
    expect(headers.get("subject")).toBe(subject);
    expect(headers.get("to")).toBe("Łucja Żak <lucja@example.org>");
  });
});
