import { describe, it } from "vitest";
import { conversationId } from "../ids.ts";
import { givenFor } from "../spec-language.ts";
import type { RetentionEvent } from "./events.ts";
import { forgetWords, retentions, type Retention } from "./forget-words.ts";

const given = givenFor(retentions);
const data = (before: string, upToRevision: number) => ({
  conversationId: conversationId("yard"),
  before,
  upToRevision,
});
const january = data("2026-02-01T00:00:00.000Z", 3);
const february = data("2026-03-01T00:00:00.000Z", 9);
const forgotten = (what: typeof january) => (): RetentionEvent => ({ type: "WordsForgotten", data: what });
const forget = (what: typeof january) => (state: Retention) => forgetWords(what, state);

describe("forgetting what was said before a time", () => {
  it("is on record, with the last event of before", () =>
    given().when(forget(january)).thenHappened(forgotten(january)));

  it("is said once", () => given(forgotten(january)).when(forget(january)).thenNothing());

  it("is said again for later months, and never for earlier ones", () => {
    given(forgotten(january)).when(forget(february)).thenHappened(forgotten(february));
    given(forgotten(february)).when(forget(january)).thenNothing();
  });
});
