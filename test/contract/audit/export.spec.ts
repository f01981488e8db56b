import { beforeAll, describe, expect, it } from "vitest";
import { exportText, type ExportParts } from "../../../src/audit/export/export-text.ts";
import { erasedSentence } from "../../../src/wire/audit-sentence.ts";
import { conversationId } from "../../../src/domain/ids.ts";
import { Story } from "../read-models/story.ts";
import { AuditUnderTest } from "./audit-under-test.ts";

const room = conversationId("room");
const messages = 2_400;

/** What an export asks of the log, counted. */
async function exporting(story: Story) {
  const audit = await AuditUnderTest.make();
  const events = await story.events();
  await audit.take(events);
  let pages = 0;
  const store = Object.create(story.store, {
    eventsAt: {
      value: (positions: readonly bigint[]) => {
        pages += 1;
        return story.store.eventsAt(positions);
      },
    },
  }) as Story["store"];
  const parts: ExportParts = {
    log: audit.log({ store, codec: story.codec }),
    keys: story.keys,
    proofs: {} as ExportParts["proofs"],
    namesOf: () => Promise.resolve(new Map()),
    epoch: "e",
  };
  const scope = { conversationId: room, after: 0n, upTo: events.at(-1)?.position ?? 0n };
  return { parts, scope, pagesRead: () => pages };
}

describe("an export", () => {
  let story: Story;
  beforeAll(async () => {
    story = new Story();
    await story.registers("ada");
    await story.starts("ada", room, { kind: "room" });
    for (let n = 0; n < messages; n += 1) await story.sends("ada", room, `Message ${n}`);
  });

  it("reads no further than it is taken, and nothing once it is let go of", async () => {
    const { parts, scope, pagesRead } = await exporting(story);
    const text = exportText(parts, { scope, about: "", format: "csv", stillAllowed: () => Promise.resolve() });
    await text.next();
    expect(pagesRead()).toBe(0);
    expect((await text.next()).value).toContain("Message 100");
    expect(pagesRead()).toBe(1);
    await text.return();
    expect(await text.next()).toEqual({ done: true, value: undefined });
    expect(pagesRead()).toBe(1);
  });

  it("holds everything once, in order", async () => {
    const { parts, scope } = await exporting(story);
    const asked = { scope, about: "", stillAllowed: () => Promise.resolve() };
    for (const format of ["csv", "html"] as const) {
      const text = (await Array.fromAsync(exportText(parts, { ...asked, format }))).join("");
      const found = [...text.matchAll(/(?:,"|>)(Message \d+)(?:",|<)/g)].map(([, said]) => said);
      expect(found).toEqual(Array.from({ length: messages }, (_, n) => `Message ${n}`));
    }
  });

  it("ends in the middle where whoever takes it may do so no more", async () => {
    const { parts, scope, pagesRead } = await exporting(story);
    const stillAllowed = () => (pagesRead() > 2 ? Promise.reject(new Error("no auditor any more")) : Promise.resolve());
    const text = exportText(parts, { scope, about: "", format: "html", stillAllowed });
    await expect(Array.fromAsync(text)).rejects.toThrow("no auditor any more");
    expect(pagesRead()).toBe(3);
  });

  it("says of erased words that they were erased", async () => {
    const erased = new Story();
    for (const name of ["ada", "bob"]) await erased.registers(name);
    await erased.starts("ada", room, { kind: "room", with: ["bob"] });
    await erased.sends("ada", room, "Mine");
    await erased.sends("bob", room, "His");
    erased.keys.destroy("person:bob");
    const { parts, scope } = await exporting(erased);
    const asked = { scope, about: "", stillAllowed: () => Promise.resolve() };
    const csv = (await Array.fromAsync(exportText(parts, { ...asked, format: "csv" }))).join("");
    expect(csv).toContain(`"${erasedSentence}"`);
    expect(csv).toContain("Mine");
    expect(csv).not.toContain("His");
  });
});
