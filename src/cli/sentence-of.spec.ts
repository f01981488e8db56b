import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../event-store/errors.ts";
import { StartRefused } from "../platform/start-refused.ts";
import { sentenceOf } from "./sentence-of.ts";

describe("what a command says when it ends early", () => {
  it("is the refusal's own sentence", () =>
    expect(sentenceOf(new StartRefused("PORT", "it is taken."))).toBe("PORT: it is taken."));

  it("is that the log is out of reach, and what to do", () =>
    expect(sentenceOf(new StoreUnavailable("timeout", { outcome: "not written" }))).toBe(
      "The event store is unavailable (timeout); try again later.",
    ));

  it("is that PostgreSQL does not answer any more", () => {
    expect(sentenceOf(new Error("Connection terminated unexpectedly"))).toBe(
      "Something does not answer: Connection terminated unexpectedly",
    );
    const ended = Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" });
    expect(sentenceOf(ended)).toBe("Something does not answer: terminating connection due to administrator command");
  });

  it("is which file can't be used", async () => {
    const error: unknown = await readFile("/nowhere/at-all").catch((cause: unknown) => cause);
    expect(sentenceOf(error)).toBe("ENOENT: no such file or directory, open '/nowhere/at-all'");
  });

  it("is that the disk is full", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { syscall: "write" });
    expect(sentenceOf(full)).toBe("ENOSPC: no space left on device, write");
  });

  it("is nothing of a fault of the program, which comes with its trace", () =>
    expect(sentenceOf(new TypeError("x is not a function"))).toBeNull());
});
