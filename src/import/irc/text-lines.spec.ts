import { describe, expect, it } from "vitest";
import { textLines } from "./text-lines.ts";

const linesOf = (text: string) => textLines(Buffer.from(text));

describe("the lines of a file", () => {
  it("end at a line feed and at nothing else", () =>
    expect(linesOf("a\u001cb\u0085c\u2028d\re\n\nf\n")).toEqual(["a\u001cb\u0085c\u2028d\re", "", "f"]));

  it("may end with a carriage return and a line feed", () => expect(linesOf("a\r\nb\r\n")).toEqual(["a", "b"]));

  it("need no line feed at the end", () => expect(linesOf("a\nb\r")).toEqual(["a", "b\r"]));

  it("are none in an empty file", () => expect(linesOf("")).toEqual([]));

  it("begin after a byte order mark, and keep others", () => expect(linesOf("\uFEFFa\uFEFF\n")).toEqual(["a\uFEFF"]));

  it("are null where they are no UTF-8, and harm no other", () =>
    expect(textLines(Buffer.concat([Buffer.from("à\n"), Buffer.from([0xe0, 0x0a]), Buffer.from("b\n")]))).toEqual([
      "à",
      null,
      "b",
    ]));
});
