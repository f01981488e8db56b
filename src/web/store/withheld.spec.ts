import { describe, expect, it, vi } from "vitest";
import type { Told } from "../wire/told.ts";
import { line } from "./support.ts";
import { inFull, isWithheld } from "./withheld.ts";

const about = { conversation_id: "c1", message_id: "m1", position: "e:7" };
const edited = { ...about, event: "message_edited", edited_at: "now", mentions_all: false } as const;
const told = {
  edit: { ...edited, new_content: null, content_type: "text", mentions: [] },
  card: { ...about, event: "link_preview" },
} as const satisfies Record<string, Told>;

describe("what the stream may not say to all", () => {
  const card = { url: "https://lunch.example/soup", title: "Soup", description: null, image: null };
  const now = line(1, { content: "rather soup", mentions: ["ada"], link_preview: card });
  const ask = vi.fn<() => Promise<typeof now>>().mockResolvedValue(now);

  it("is known by its missing words; a card that was removed is not missing", () => {
    expect([told.edit, told.card].map((each) => isWithheld(each))).toEqual([true, true]);
    expect(isWithheld({ ...told.edit, new_content: "" })).toBe(false);
    expect(isWithheld({ ...told.card, link_preview: null })).toBe(false);
  });

  it("is completed with what the message says now", async () => {
    expect(await inFull(told.edit, ask)).toEqual({ ...told.edit, new_content: "rather soup", mentions: ["ada"] });
    expect(await inFull(told.card, ask)).toEqual({ ...told.card, link_preview: card });
    expect(ask).toHaveBeenLastCalledWith("m1", "e:7");
  });
});
