import { describe, it } from "vitest";
import { userId } from "../ids.ts";
import { ada, bob, cem, deleted, given, left, start, started } from "./spec-language.ts";

const many = (count: number) => Array.from({ length: count }, (_, n) => userId(`user-${n}`));

describe("starting a conversation", () => {
  it("makes whoever starts it the owner, and the others members", () =>
    given()
      .when(start({ by: ada, with: [bob, cem], kind: "group", name: " Lunch ", description: "Where?\nWhen?" }))
      .thenHappened({
        type: "ConversationStarted",
        data: {
          kind: "group",
          visibility: "private",
          createdBy: ada,
          members: [
            { userId: ada, role: "owner" },
            { userId: bob, role: "member" },
            { userId: cem, role: "member" },
          ],
          name: "Lunch",
          description: "Where?\nWhen?",
        },
      }));

  it("counts nobody twice", () =>
    given()
      .when(start({ by: ada, with: [bob, ada, bob] }))
      .thenHappened(started({ by: ada, with: [bob] })));

  it("needs nobody else", () =>
    given()
      .when(start({ by: ada, kind: "room", visibility: "public", name: "" }))
      .thenHappened(started({ by: ada, kind: "room", visibility: "public" })));

  it("happens once", () =>
    given(started({ by: ada }))
      .when(start({ by: ada }))
      .thenRefused("conflict"));

  it("does not happen again after its end", () =>
    given(started({ by: ada }), left(ada), deleted({ by: ada }))
      .when(start({ by: ada }))
      .thenRefused("conflict"));

  it("takes a hundred others, not more", () => {
    given()
      .when(start({ by: ada, with: many(100) }))
      .thenHappened(started({ by: ada, with: many(100) }));
    given()
      .when(start({ by: ada, with: many(101) }))
      .thenRefused("validation_failed", "100");
  });

  it("makes only rooms public", () =>
    given()
      .when(start({ by: ada, kind: "group", visibility: "public" }))
      .thenRefused("validation_failed", "room"));

  it("refuses names that disturb", () => {
    given()
      .when(start({ by: ada, name: "x".repeat(256) }))
      .thenRefused("validation_failed", "255");
    given()
      .when(start({ by: ada, name: "\u202Etxt" }))
      .thenRefused("validation_failed", "one line");
    given()
      .when(start({ by: ada, name: "two\nlines" }))
      .thenRefused("validation_failed", "one line");
    given()
      .when(start({ by: ada, description: "a\0" }))
      .thenRefused("validation_failed", "description");
    given()
      .when(start({ by: ada, description: "x".repeat(2001) }))
      .thenRefused("validation_failed", "2000");
  });
});

describe("a direct conversation", () => {
  it("is between two, and nobody owns it", () =>
    given()
      .when(start({ by: ada, with: [bob], kind: "direct" }))
      .thenHappened({
        type: "ConversationStarted",
        data: {
          kind: "direct",
          visibility: "private",
          createdBy: ada,
          members: [
            { userId: ada, role: "member" },
            { userId: bob, role: "member" },
          ],
        },
      }));

  it("may be one's own notes", () =>
    given()
      .when(start({ by: ada, with: [ada], kind: "direct" }))
      .thenHappened(started({ by: ada, kind: "direct" })));

  it("is opened once, from whichever side it is asked for again", () => {
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(start({ by: bob, with: [ada], kind: "direct" }))
      .thenNothing();
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(start({ by: ada, with: [bob], kind: "direct" }))
      .thenNothing();
  });

  it("is not between three, not public, and has no name", () => {
    given()
      .when(start({ by: ada, with: [bob, cem], kind: "direct" }))
      .thenRefused("validation_failed", "two");
    given()
      .when(start({ by: ada, with: [bob], kind: "direct", visibility: "public" }))
      .thenRefused("validation_failed", "room");
    given()
      .when(start({ by: ada, with: [bob], kind: "direct", name: "Us" }))
      .thenRefused("validation_failed", "name");
  });
});
