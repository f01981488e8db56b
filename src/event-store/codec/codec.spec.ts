import { createHash, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue, NewEvent, RecordedEvent } from "../port.ts";
import { Codec, UnknownEvent } from "./codec.ts";
import type { EventContext, EventType, KeyName } from "./event-type.ts";
import { KeysInMemory } from "./keys-in-memory.ts";
import { disclose, SealBroken, type SealedField } from "./seal.ts";

const words = ({ data }: EventContext): KeyName[] => [`person:${data["by"] as string}`, "month:c1:2026-11"];
const anything = { parse: (data: unknown) => data as JsonObject };
const said: EventType = { type: "Said", version: 1, schema: anything, personal: { text: words, data: words } };

describe("the codec", () => {
  it("gives back what was encoded, whatever the words", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.jsonValue(), async (text, value) => {
        const codec = new Codec([said], new KeysInMemory());
        const data: JsonObject = { by: "ada", text, data: asStored(value) };
        const [decoded] = await codec.decode(recorded(await codec.encode("conversation-c1", [newEvent("Said", data)])));
        expect(decoded?.data).toEqual(data);
      }),
    );
  });

  it("stores no personal word, and all the rest readably", async () => {
    const codec = new Codec([said], new KeysInMemory());
    const [stored] = await codec.encode("conversation-c1", [newEvent("Said", { by: "ada", text: "the secret word" })]);
    expect(JSON.stringify(stored)).not.toContain("secret");
    expect(stored?.data).toMatchObject({ by: "ada" });
  });

  it("seals the same words differently each time", async () => {
    const codec = new Codec([said], new KeysInMemory());
    const twice = await codec.encode("c", [
      newEvent("Said", { by: "ada", text: "hi" }),
      newEvent("Said", { by: "ada", text: "hi" }),
    ]);
    const [one, two] = twice.map((stored) => fieldOf(stored, "text"));
    expect(one?.box).not.toBe(two?.box);
    expect(one?.commitment).not.toBe(two?.commitment);
  });

  it("leaves a field out that is absent, and an event without personal fields as it is", async () => {
    const codec = new Codec([said, { type: "Left", version: 1, schema: anything }], new KeysInMemory());
    const stored = await codec.encode("c", [
      newEvent("Said", { by: "ada", text: "hi" }),
      newEvent("Left", { by: "ada" }),
    ]);
    expect(Object.keys((stored[0]?.data["$sealed"] ?? {}) as object)).toEqual(["text"]);
    expect(stored[1]?.data).toEqual({ by: "ada" });
  });

  it.each<KeyName>(["person:ada", "month:c1:2026-11"])(
    "shows the words as erased once the key %s is gone",
    async (name) => {
      const keys = new KeysInMemory();
      const codec = new Codec([said], keys);
      const log = recorded(
        await codec.encode("conversation-c1", [
          newEvent("Said", { by: "ada", text: "hi", n: 1 }),
          newEvent("Said", { by: "bob", text: "ho", n: 2 }),
        ]),
      );
      keys.destroy(name);
      const read = (await codec.decode(log)).map(({ data }) => data);
      const bobs = name === "person:ada" ? "ho" : null;
      expect(read).toEqual([
        { by: "ada", n: 1, text: null },
        { by: "bob", n: 2, text: bobs },
      ]);
    },
  );

  it("refuses to seal for a person who is erased", async () => {
    const keys = new KeysInMemory();
    const codec = new Codec([said], keys);
    await codec.encode("c", [newEvent("Said", { by: "ada", text: "hi" })]);
    keys.destroy("person:ada");
    await expect(codec.encode("c", [newEvent("Said", { by: "ada", text: "again" })])).rejects.toThrow("destroyed");
  });

  it("notices a box that was changed, or moved to another event or field", async () => {
    const codec = new Codec([said], new KeysInMemory());
    const [stored, other] = await codec.encode("c", [
      newEvent("Said", { by: "ada", text: "yes" }),
      newEvent("Said", { by: "ada", text: "no" }),
    ]);
    const text = fieldOf(stored, "text");
    const changed = Buffer.from(text.box, "base64");
    changed[30] = (changed[30] ?? 0) ^ 1;
    const damages: [NewEvent | undefined, JsonObject][] = [
      [stored, { text: { ...text, box: changed.toString("base64") } }],
      [stored, { text: { ...text, box: "" } }],
      [stored, { text: { ...fieldOf(other, "text") } }],
      [stored, { data: { ...text } }],
    ];
    for (const [base, fields] of damages) {
      const damaged = { ...(base ?? newEvent("Said", {})), data: { by: "ada", $sealed: fields } };
      await expect(codec.decode(recorded([damaged]))).rejects.toThrow(SealBroken);
    }
  });

  it("commits to the words so that they can be checked without a key", async () => {
    const keys = new KeysInMemory();
    const [stored] = await new Codec([said], keys).encode("c", [newEvent("Said", { by: "ada", text: "yes" })]);
    const field = fieldOf(stored, "text");
    const byId = await keys.forOpening();
    const found = field.keys.flatMap((id) => byId.get(id) ?? []);
    const disclosed = disclose(field, found, `${stored?.id} text`);
    if (!disclosed) throw new Error("its keys are there");
    expect(disclosed.text).toBe('"yes"');
    const commitment = createHash("sha256").update(disclosed.salt).update(disclosed.text).digest("base64");
    expect(field.commitment).toBe(commitment);
  });

  it("brings an old version up to date, erased fields too", async () => {
    const keys = new KeysInMemory();
    const old = await new Codec([said], keys).encode("c", [newEvent("Said", { by: "ada", text: "hi" })]);
    const now: EventType = {
      ...said,
      version: 3,
      upcasters: {
        1: ({ by, text, ...rest }) => ({ ...rest, senderId: by ?? null, content: text ?? null }),
        2: (data) => ({ ...data, contentType: "text" }),
      },
    };
    const codec = new Codec([now], keys);
    expect((await codec.decode(recorded(old)))[0]?.data).toEqual({
      senderId: "ada",
      content: "hi",
      contentType: "text",
    });
    keys.destroy("person:ada");
    expect((await codec.decode(recorded(old)))[0]?.data).toMatchObject({ senderId: "ada", content: null });
  });

  it("stops at an event of a later release, or of an unknown type, by name", async () => {
    const keys = new KeysInMemory();
    const later = await new Codec([{ ...said, version: 2 }], keys).encode("c", [newEvent("Said", { by: "ada" })]);
    await expect(new Codec([said], keys).decode(recorded(later))).rejects.toThrow(/Said version 2/);
    await expect(new Codec([], keys).decode(recorded(later))).rejects.toThrow(UnknownEvent);
    await expect(new Codec([], keys).encode("c", [newEvent("Sung", {})])).rejects.toThrow(/Sung/);
  });

  it("lets the schema refuse what does not fit before anything is sealed", async () => {
    const strict = {
      parse: () => {
        throw new TypeError("text: expected a string");
      },
    };
    const codec = new Codec([{ ...said, schema: strict }], new KeysInMemory());
    await expect(codec.encode("c", [newEvent("Said", { by: "ada", text: 1 })])).rejects.toThrow(
      "text: expected a string",
    );
  });
});

function newEvent(type: string, data: JsonObject): NewEvent {
  return { id: randomUUID(), type, data, metadata: { at: "2026-11-20T12:00:00.000Z" } };
}

/** As the log gives them back. */
function recorded(stored: readonly NewEvent[]): RecordedEvent[] {
  return (JSON.parse(JSON.stringify(stored)) as NewEvent[]).map((one, revision) => ({
    ...one,
    kind: "event",
    stream: "conversation-c1",
    revision,
    position: BigInt(revision + 1),
  }));
}

function fieldOf(stored: NewEvent | undefined, field: string): SealedField {
  const fields = stored?.data["$sealed"] as Readonly<Record<string, SealedField>> | undefined;
  return fields?.[field] ?? { keys: [], box: "", commitment: "" };
}

/** All of Unicode, and text that is none. */
const anyText = fc
  .tuple(fc.string({ unit: "binary" }), fc.constantFrom("", "\u0000", "\ud800"))
  .map((parts) => parts.join(""));

/** Random JSON without negative zero, which no log keeps. */
const asStored = (value: unknown): JsonValue =>
  JSON.parse(JSON.stringify(value), (_, part: JsonValue) => (Object.is(part, -0) ? 0 : part)) as JsonValue;
