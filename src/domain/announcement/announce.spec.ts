import { describe, it } from "vitest";
import { userId } from "../ids.ts";
import { givenFor } from "../spec-language.ts";
import { announce } from "./announce.ts";
import { announcements } from "./decider.ts";
import type { AnnouncementEvent } from "./events.ts";

const given = givenFor(announcements);
const root = userId("root");
const asked = (text: string) => () => announce({ actor: root, announcementId: "a", text });
const made = (text: string) => (): AnnouncementEvent => ({
  type: "AnnouncementMade",
  data: { announcementId: "a", by: root, text },
});

describe("an announcement", () => {
  it("is kept as it was typed, and may be made again", () => {
    given().when(asked("Back at ten.\n")).thenHappened(made("Back at ten.\n"));
    given(made("Back at ten.")).when(asked("Back at ten.")).thenHappened(made("Back at ten."));
  });

  it("may be as long as can be read at once, by characters", () => {
    given()
      .when(asked("💥".repeat(2_000)))
      .thenHappened(made("💥".repeat(2_000)));
    given()
      .when(asked("💥".repeat(2_001)))
      .thenRefused("validation_failed", "2000");
  });

  it.each(["", " \n", "half \uD83D", "a\u0000b"])("says something that can be kept, not %j", (text) =>
    given().when(asked(text)).thenRefused("validation_failed"),
  );
});
