import { describe, expect, it } from "vitest";
import { expectedAnswer, type AppendMethod } from "../support/eventstoredb/table/append-answers.ts";
import { appendTable, type Step } from "../support/eventstoredb/table/append-table.ts";
import type { ExpectedRevision } from "../support/eventstoredb/decide.ts";
import { Letters } from "../support/eventstoredb/table/letters.ts";
import type { RawPosition } from "../support/eventstoredb/raw/requests.ts";
import { eventsIn, fresh, isReal, needsFaults, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

describe.each<AppendMethod>(["append", "batchAppend"])(`On ${serverName} %s`, (method) => {
  const server = TableServer.forThisFile();

  it.each(appendTable)("$title", async (row) => {
    const [stream, letters, begin] = [fresh("table"), new Letters(), await server.head()];
    for (const step of row.past) await take(step, { stream, letters });

    const [expected, events] = row.append;
    const answer = await server.client[method]({ stream, expected, events: letters.events(events) });

    const log = await eventsOf(stream, begin);
    expect(log.map(({ id }) => letters.letterOf(id)).join("")).toBe(row.leaves);
    expect(answer).toMatchObject(expectedAnswer(row, { method, stream, log }));
  });

  it("does not recognise an id that was first used in another stream", async () => {
    const [first, second, letters] = [fresh("table"), fresh("table"), new Letters()];
    const append = (stream: string) => server.client[method]({ stream, expected: "any", events: letters.events("a") });
    await append(first);
    await append(second);
    expect(await append(second)).toMatchObject({ success: { currentRevision: "1" } });
  });

  it("forgets ids when many others have come, at any revision only", async () => {
    // The server keeps 8 MB of ids with their streams' names, so long names make it forget soon.
    const [stream, crowd, letters] = [fresh("table"), fresh("x".repeat(4_000)), new Letters()];
    const repeat = (expected: ExpectedRevision) =>
      server.client[method]({ stream, expected, events: letters.events("a") });
    await repeat("no_stream");
    await server.client[method]({ stream: crowd, expected: "any", events: Array.from({ length: 2_200 }, () => ({})) });
    expect(await repeat("no_stream")).toMatchObject({ success: { currentRevision: "0" } });
    expect(await repeat("any")).toMatchObject({ success: { currentRevision: "1" } });
  });

  it("forgets all ids in a restart, at any revision only", async ({ skip }) => {
    skip(isReal, needsFaults);
    const [stream, letters] = [fresh("table"), new Letters()];
    const repeat = (expected: ExpectedRevision) =>
      server.client[method]({ stream, expected, events: letters.events("a") });
    await repeat("no_stream");
    await server.own.restart();
    expect(await repeat("no_stream")).toMatchObject({ success: { currentRevision: "0" } });
    expect(await repeat("any")).toMatchObject({ success: { currentRevision: "1" } });
  });

  it("gives a repeat of events that were deleted no position", async () => {
    const [stream, letters] = [fresh("table"), new Letters()];
    const past: Step[] = [["no_stream", "abc"], "soft delete", ["any", "d"]];
    for (const step of past) await take(step, { stream, letters });
    const answer = await server.client[method]({ stream, expected: "no_stream", events: letters.events("a") });
    expect(answer).toMatchObject({ success: { currentRevision: "0", noPosition: {} } });
  });

  async function take(step: Step, { stream, letters }: { stream: string; letters: Letters }): Promise<void> {
    if (step === "soft delete") await server.client.delete(stream, "any");
    else if (step === "tombstone") await server.client.tombstone(stream, "any");
    else await server.client[method]({ stream, expected: step[0], events: letters.events(step[1]) });
  }

  /** From the log, which shows what a stream hides. Metadata and tombstones are left out. */
  async function eventsOf(stream: string, from: RawPosition) {
    const filter = { on: "stream", prefixes: [stream] } as const;
    const { messages } = await server.client.read({ from, filter });
    return eventsIn(messages).filter(({ metadata }) => metadata["type"] !== "$streamDeleted");
  }
});
