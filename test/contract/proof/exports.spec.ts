import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ndjsonExport } from "../../../src/audit/export/ndjson.ts";
import type { ExportedEvent } from "../../../src/audit/export/exported-event.ts";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import { disclosedOf } from "../../../src/event-store/codec/disclosed.ts";
import type { EventType } from "../../../src/event-store/codec/event-type.ts";
import type { JsonObject } from "../../../src/event-store/port.ts";
import { checkpointJson, type Checkpoint } from "../../../src/proof/checkpoint.ts";
import type { Proofs } from "../../../src/proof/proofs.ts";
import { chunksOf } from "../../support/proof/export-text.ts";
import { conversationOf, ReferenceKey } from "../../support/proof/reference-log.ts";
import { ReferenceProofs, sealed } from "../../support/proof/reference-proofs.ts";
import { verify, type Verdict } from "../../../verifier/verify.mjs";
import { ProvedLog } from "./proved-log.ts";

const said: EventType = {
  type: "Said",
  version: 1,
  schema: { parse: (data: unknown) => data as JsonObject },
  personal: { text: ({ data }) => [`person:${data["by"] as string}`] },
};

async function says(log: ProvedLog, stream: string, ...texts: string[]): Promise<void> {
  const [last] = await Array.fromAsync(log.store.readStream(stream, { direction: "backwards", limit: 1 }));
  const events = texts.map((text) => ({
    id: randomUUID(),
    type: "Said",
    data: {
      by: text.split(" ")[0] ?? "",
      text,
      ...(!stream.startsWith("conversation-") && { conversationId: "lunch" }),
    },
    metadata: { at: "2026-11-01T00:00:00.000Z" },
  }));
  await log.store.append(stream, await new Codec([said], log.keys).encode(stream, events), last?.revision ?? "none");
}

async function* eventsOf(log: ProvedLog, id: string): AsyncGenerator<ExportedEvent> {
  const all = await Array.fromAsync(log.store.readAll({ after: 0n }));
  const events = all.filter((event) => conversationOf(event) === id);
  const opened = await disclosedOf(events, log.keys);
  for (const [at, event] of events.entries()) yield { event, opened: opened[at] ?? {}, isShown: true };
}

interface Exported {
  readonly proofs: Proofs;
  readonly kept: Checkpoint;
  readonly ids?: readonly string[];
}

async function judged(log: ProvedLog, { proofs, kept, ids = ["lunch"] }: Exported): Promise<Verdict> {
  const source = {
    scope: "conversations" as const,
    conversationIds: ids,
    eventsOf: (id: string) => eventsOf(log, id),
  };
  let text = "";
  for await (const line of ndjsonExport({ source, proofs, checkpoint: await proofs.checkpointNow(), kept }))
    text += line;
  const key = (await proofs.publicKey()).bytes.toString("hex");
  return verify({ chunks: chunksOf(text), key, kept: JSON.stringify(checkpointJson(kept)) });
}

/** A log with a conversation, of which a checkpoint was kept, and that went on. */
async function keptAndWrittenOn(): Promise<{ log: ProvedLog; proofs: Proofs; kept: Checkpoint }> {
  const log = await ProvedLog.make();
  const proofs = await log.proofs();
  await says(log, "conversation-lunch", "ada Soup?", "bob Rather not.", "ada At noon.");
  await says(log, "conversation-work", "ada The pump leaks.");
  await says(log, "message-lunch_1", "bob Rather not, thank you.");
  const kept = await proofs.checkpointNow();
  await says(log, "inbox-lunch-bob", "bob read");
  await says(log, "conversation-work", "bob Which one?");
  return { log, proofs, kept };
}

describe("an export of this server", () => {
  it("holds against an earlier checkpoint, also of a conversation that there is not, and with all words", async () => {
    const { log, proofs, kept } = await keptAndWrittenOn();
    const verdict = await judged(log, { proofs, kept, ids: ["lunch", "work", "nobody's"] });
    expect(verdict).toMatchObject({ outcome: "holds", findings: [], doubts: [] });
    expect(verdict.facts).toMatchObject({ events: 7, sealed: 7, opened: 7 });
    expect(verdict.facts.conversations.map(({ events }) => events)).toEqual([5, 2, 0]);
  });

  it("holds without the words of whoever was erased", async () => {
    const { log, proofs, kept } = await keptAndWrittenOn();
    log.keys.destroy("person:bob");
    const verdict = await judged(log, { proofs, kept });
    expect(verdict.outcome).toBe("holds");
    expect(verdict.facts).toMatchObject({ sealed: 5, opened: 2 });
  });

  it("holds when it is written while others write: what came after its checkpoint is not in it", async () => {
    const { log, proofs, kept } = await keptAndWrittenOn();
    const late: Proofs = {
      ...proofs,
      consistency: async (from, to) => {
        await says(log, "conversation-lunch", "ada Too late.");
        return proofs.consistency(from, to);
      },
    };
    const verdict = await judged(log, { proofs: late, kept });
    expect(verdict).toMatchObject({ outcome: "holds", facts: { events: 5 } });
  });

  it("betrays what was changed in the log, or taken out of it", async () => {
    const { log, proofs, kept } = await keptAndWrittenOn();
    await log.tamper("update log.events set metadata = replace(metadata, '2026', '2025') where position = 2");
    expect(await judged(log, { proofs, kept })).toMatchObject({
      exitCode: 1,
      findings: [expect.stringContaining("Event 1 (Said, revision 1 of conversation-lunch) differs")],
    });
    await log.tamper("delete from log.events where position = 2");
    expect(await judged(log, { proofs, kept })).toMatchObject({
      exitCode: 1,
      findings: [expect.stringContaining("missing: revision 1 of conversation-lunch.")],
    });
  });
});

describe("what this server proves", () => {
  it("is what the formulas give, at each of its checkpoints", async () => {
    const streams = fc.constantFrom("conversation-lunch", "conversation-work", "message-lunch_1", "team-a");
    const histories = fc.array(fc.array(streams, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const log = await ProvedLog.make();
        const proofs = await log.proofs();
        const checkpoints: Checkpoint[] = [];
        for (const stretch of history) {
          for (const stream of stretch) await says(log, stream, "ada word");
          checkpoints.push(await proofs.checkpointNow());
        }
        const events = await Array.fromAsync(log.store.readAll({ after: 0n }));
        const reference = new ReferenceProofs(sealed(events), new ReferenceKey());
        for (const checkpoint of checkpoints) {
          const { size } = checkpoint;
          const other = await reference.ofSize(size);
          expect([checkpoint.treeRoot, checkpoint.mapRoot]).toEqual([other.treeRoot, other.mapRoot]);
          const ids = ["lunch", "work", "nobody's"];
          expect(await proofs.conversationsAt(ids, checkpoint)).toEqual(await reference.conversationsAt(ids, other));
          const indexes = Array.from({ length: size }, (_, index) => index);
          expect(await proofs.inclusionOf(indexes, size)).toEqual(await reference.inclusionOf(indexes, size));
          expect(await proofs.consistency(size, events.length)).toEqual(
            await reference.consistency(size, events.length),
          );
        }
      }),
      { numRuns: 5 },
    );
  });
});
