import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkpointJson } from "../../../src/proof/checkpoint.ts";
import { chunksOf, exportText, type Exportable } from "../../support/proof/export-text.ts";
import { madeUpLog, type Said } from "../../support/proof/made-up-log.ts";
import { ReferenceKey } from "../../support/proof/reference-log.ts";
import { ReferenceProofs, sealed } from "../../support/proof/reference-proofs.ts";
import { sentences, verify, type Given, type Verdict } from "../../../verifier/verify.mjs";

const key = new ReferenceKey();

const history: Said[] = [
  { conversation: "lunch", text: "Soup?" },
  { conversation: "work", text: "The pump leaks." },
  { conversation: "lunch", text: "Rather not, \u{1F35C} \ud800 and \u0000" },
  { conversation: "lunch", text: "Soup!", line: 0 },
  { conversation: "work", text: "Which one?" },
  { conversation: "lunch", text: "At noon." },
  { conversation: "work", text: "The second." },
];

interface Made {
  readonly text: string;
  readonly kept: string;
}

async function made({
  log = madeUpLog(history),
  ids = ["lunch"],
  keptSize = 4,
}: { log?: Exportable[]; ids?: readonly string[] | null; keptSize?: number } = {}): Promise<Made> {
  const proofs = new ReferenceProofs(sealed(log), key);
  const kept = await proofs.ofSize(keptSize);
  const given = { proofs, checkpoint: await proofs.checkpointNow(), kept };
  const text = await exportText({ ...given, events: log, conversationIds: ids });
  return { text, kept: JSON.stringify(checkpointJson(kept)) };
}

const judged = (text: string | Uint8Array, more: Partial<Given> = {}): Promise<Verdict> =>
  verify({ chunks: chunksOf(text), key: key.publicKey, ...more });

/** The lines, changed. */
function changed(text: string, change: (lines: string[]) => string[]): string {
  return change(text.split("\n").slice(0, -1))
    .map((line) => `${line}\n`)
    .join("");
}

const lineWith = (lines: readonly string[], part: string): number => lines.findIndex((line) => line.includes(part));

describe("an export that is as it was sealed", () => {
  it("holds, whatever was said in how many conversations, and whichever checkpoint was kept", async () => {
    const said = fc.record({
      conversation: fc.constantFrom("a", "b", "c", "d", "e"),
      text: fc.string({ unit: "binary" }),
      line: fc.option(fc.nat(2), { nil: undefined }),
    });
    const logs = fc.array(said, { minLength: 1, maxLength: 40 }).chain((log) =>
      fc.record({
        log: fc.constant(log.map(({ line, ...rest }) => (line === undefined ? rest : { ...rest, line }))),
        keptSize: fc.nat(log.length),
      }),
    );
    await fc.assert(
      fc.asyncProperty(logs, fc.integer({ min: 1, max: 5_000 }), async ({ log, keptSize }, size) => {
        const { text, kept } = await made({ log: madeUpLog(log), ids: ["a", "c", "nobody's"], keptSize });
        const verdict = await verify({ chunks: chunksOf(text, size), key: key.publicKey, kept });
        expect(verdict).toMatchObject({ outcome: "holds", findings: [], doubts: [] });
        expect(Object.values(verdict.claims)).toEqual(["holds", "holds", "holds"]);
      }),
      { numRuns: 30 },
    );
  });

  it("says what it is of, and from when to when", async () => {
    const { text, kept } = await made();
    expect(sentences(await judged(text, { kept }))).toEqual([
      "Checkpoint of 2026-11-01T00:07:00.000Z: 7 events in the log.",
      "Your checkpoint of 2026-11-01T00:04:00.000Z: 4 events.",
      "Conversation lunch: 4 events, 2026-11-01T00:00:00.000Z to 2026-11-01T00:00:05.000Z.",
      "1 of them came after your checkpoint: for these you have the server's word.",
      "Nothing was changed: holds.",
      "Nothing was left out: holds.",
      "Nothing was slipped in later: holds.",
      "It holds.",
    ]);
  });

  it("is only as good as the server's word without a kept checkpoint", async () => {
    const verdict = await judged((await made()).text);
    expect(verdict).toMatchObject({ exitCode: 0, claims: { slippedIn: "not judged" } });
    expect(sentences(verdict)).toContain(
      "Without a checkpoint that you kept, this is only as good as the server's word.",
    );
  });

  it("is bound up to the kept checkpoint: what a server rewrote after it is counted as its word", async () => {
    const { kept } = await made();
    const rewritten = await made({ log: madeUpLog(history.with(5, { conversation: "lunch", text: "At one." })) });
    const verdict = await judged(rewritten.text, { kept });
    expect(verdict).toMatchObject({ outcome: "holds", facts: { conversations: [{ events: 4, since: 1 }] } });
    const before = await made({ log: madeUpLog(history.with(2, { conversation: "lunch", text: "Yes." })) });
    expect(await judged(before.text, { kept })).toMatchObject({ outcome: "fails" });
  });

  it("counts the words that are not disclosed", async () => {
    const log = madeUpLog(history).map((event) => ({ ...event, opened: {} }));
    const { text, kept } = await made({ log });
    const verdict = await judged(text, { kept });
    expect(verdict.outcome).toBe("holds");
    expect(sentences(verdict)).toContain("4 of 4 sealed words are not disclosed.");
  });
});

describe("a part", () => {
  it("is not taken for the whole, unless a part was asked for", async () => {
    const { text, kept } = await made({ ids: null });
    expect(await judged(text, { kept })).toMatchObject({
      exitCode: 2,
      claims: { changed: "holds", leftOut: "not judged" },
    });
    expect(await judged(text, { kept, isPart: true })).toMatchObject({ exitCode: 0 });
  });

  it("of a conversation's time is proved with the rest of it, which is not shown", async () => {
    const log = madeUpLog(history).map((event, index) => ({ ...event, isShown: index === 2 || index === 3 }));
    const { text, kept } = await made({ log });
    expect(text).not.toContain("Soup?");
    expect(await judged(text, { kept })).toMatchObject({ exitCode: 2, claims: { leftOut: "not judged" } });
    const verdict = await judged(text, { kept, isPart: true });
    expect(verdict.exitCode).toBe(0);
    expect(sentences(verdict).join(" ")).toContain("; 1 before and 1 after are not shown.");
    const without = changed(text, (lines) => lines.toSpliced(lineWith(lines, "withheld"), 1));
    expect(await judged(without, { kept, isPart: true })).toMatchObject({ exitCode: 1 });
  });

  it("has no holes", async () => {
    const log = madeUpLog(history).map((event, index) => ({ ...event, isShown: index !== 2 }));
    const { text, kept } = await made({ log });
    const verdict = await judged(text, { kept, isPart: true });
    expect(verdict).toMatchObject({ exitCode: 2, doubts: [expect.stringContaining("that lie between others")] });
  });
});

describe("a changed file", () => {
  it("never holds, whichever byte it is", async () => {
    const many = Array.from({ length: 37 }, (_, at) => ({
      conversation: at % 9 === 4 ? "work" : "lunch",
      text: `word ${at}`,
    }));
    const { text, kept } = await made({ log: madeUpLog(many), keptSize: 21 });
    expect((await judged(text, { kept })).outcome).toBe("holds");
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const other = Buffer.from(bytes);
        other[at] = (bytes[at] ?? 0) ^ by;
        expect((await judged(other, { kept })).outcome).not.toBe("holds");
      }),
      { numRuns: 400 },
    );
  });

  it("never holds when lines are taken away, doubled or swapped", async () => {
    const { text, kept } = await made({ ids: ["lunch", "work"] });
    const count = text.split("\n").length - 1;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(count - 1),
        fc.nat(count - 1),
        fc.constantFrom("gone", "twice", "swapped"),
        async (one, other, how) => {
          const file = changed(text, (lines) => {
            if (how === "gone") return lines.toSpliced(one, 1);
            const [a = "", b = ""] = [lines[one], lines[other]];
            return how === "twice" ? lines.toSpliced(other, 0, a) : lines.with(one, b).with(other, a);
          });
          fc.pre(file !== text);
          expect((await judged(file, { kept })).outcome).not.toBe("holds");
        },
      ),
      { numRuns: 300 },
    );
  });

  it("has no second reading: doubled keys, other spellings and more fields are refused", async () => {
    const log = madeUpLog(history.with(0, { conversation: "lunch", text: "Soup\ufffd" }));
    const { text, kept } = await made({ log });
    expect(await judged(text, { kept })).toMatchObject({ exitCode: 0 });
    const spelled: readonly ((line: string) => string)[] = [
      (line) => line.replace('{"data":', '{"data":{},"data":'),
      (line) => line.replace('"senderId"', '"sender\\u0049d"'),
      (line) => line.replace("Soup\ufffd", "Soup\\ud800"),
      (line) => line.replace("conversation-lunch", "conversation-lunch\\ud800"),
      (line) => line.replace('"index":0', '"index":0.0'),
      (line) => line.replace('"index":0', '"index":-0'),
      (line) => line.replace('"index":0', '"index":1e999'),
      (line) => line.replace('{"data"', '{ "data"'),
      (line) => line.replace('{"data":', '{"__proto__":{},"data":'),
      (line) => line.replace('"revision":0', '"note":"Believe me.","revision":0').replace('"note"', '"rest"'),
    ];
    for (const spell of spelled) {
      const file = changed(text, (lines) => lines.with(2, spell(lines[2] ?? "")));
      expect(file).not.toBe(text);
      expect(await judged(file, { kept })).toMatchObject({ exitCode: 2 });
    }
  });

  it("is refused when it is cut off, goes on, is of another kind, or is no text", async () => {
    const { text, kept } = await made();
    const files = [
      "",
      "\n",
      "{}\n",
      "[]\n",
      "null\n",
      '"header"\n',
      text.slice(0, -1),
      changed(text, (lines) => lines.slice(0, -1)),
      `${text}{}\n`,
      `\ufeff${text}`,
      text.replaceAll("\n", "\r\n"),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text)]),
      `${"[".repeat(100_000)}${"]".repeat(100_000)}\n`,
      `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}\n`,
    ];
    for (const file of files) expect(await judged(file, { kept })).toMatchObject({ exitCode: 2 });
  });

  it("is not read beyond a line that is longer than any", async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 1;
        yield await Promise.resolve(new Uint8Array(1_024 * 1_024).fill(97));
      }
    }
    expect(await verify({ chunks: endless(), key: key.publicKey })).toMatchObject({ exitCode: 2 });
    expect(given).toBeLessThan(40);
  });
});

describe("the wrong things beside it", () => {
  it("are a key, a checkpoint or a conversation that it does not belong to", async () => {
    const { text, kept } = await made();
    const other = new ReferenceKey();
    const unsigned = JSON.stringify({ ...(JSON.parse(kept) as object), size: 3 });
    const elsewhere = (await made({ keptSize: 3 })).kept;
    const given: readonly [Partial<Given>, string][] = [
      [{ key: other.publicKey }, "signed by another key"],
      [{ key: "no key" }, "64 hex digits"],
      [{ kept: "no checkpoint" }, "no JSON"],
      [{ kept: "{}" }, "just the fields"],
      [{ kept: unsigned }, "not signed by this key"],
      [{ kept: elsewhere }, "yours has size 3"],
      [{ kept, conversations: ["work"] }, "was not asked for"],
      [{ kept, conversations: ["lunch", "work"] }, "work is not in this export"],
    ];
    for (const [more, said] of given) {
      const verdict = await judged(text, more);
      expect(verdict).toMatchObject({ exitCode: 2, doubts: [expect.stringContaining(said)] });
    }
    expect(await judged(text, { kept, conversations: ["lunch"] })).toMatchObject({ exitCode: 0 });
  });
});
