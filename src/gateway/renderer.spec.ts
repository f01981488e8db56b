import { describe, expect, it, vi } from "vitest";
import { StoreUnavailable } from "../event-store/errors.ts";
import { ConnectionLost } from "../platform/postgres/transaction.ts";
import { Renderer, type Sources } from "./renderer.ts";
import { ada, bob, cem, here, SpecLog, there } from "./spec/log.ts";
import { toldByEvent, type Entry } from "./telling.ts";

const epoch = "11111111-1111-4111-8111-111111111111";

async function entriesOf(log: SpecLog): Promise<Entry[]> {
  return (await log.events()).flatMap((event) => toldByEvent(event).entries);
}

function renderer(sources: Sources, reports: string[] = []): Renderer {
  return new Renderer({ epoch, sources, report: (sentence) => reports.push(sentence) });
}

describe("what is told", () => {
  it("asks for the people, lines and conversations of a page together, each once", async () => {
    const log = new SpecLog();
    await log.started(here, { by: ada, with: [bob] });
    await log.said(here, { by: ada, content: "one" });
    await log.renamed(here, { by: bob, name: "A hall" });
    const people = vi.spyOn(log, "people");
    const headOf = vi.spyOn(log, "headOf");
    const some = vi.spyOn(log.lines, "some");
    const unread = (await entriesOf(log)).map((entry) => ({ ...entry, line: null, from: "read model" as const }));
    const messages = await renderer(log).render(unread);
    expect(messages.map((message) => message?.event)).toEqual([
      "conversation_created",
      "new_message",
      "conversation_updated",
      "new_message",
    ]);
    expect([people, headOf, some].map((each) => each.mock.calls.length)).toEqual([1, 1, 1]);
    expect(people.mock.calls[0]?.[0].toSorted()).toEqual([ada, bob]);
  });

  it("is read from the log where the read model has no such line", async () => {
    const log = new SpecLog();
    await log.started(here, { by: ada });
    await log.said(here, { by: ada, content: "one" });
    vi.spyOn(log.lines, "some").mockResolvedValue([]);
    const unread = (await entriesOf(log))
      .slice(1)
      .map((entry) => ({ ...entry, line: null, from: "read model" as const }));
    const [message] = await renderer(log).render(unread);
    expect(message?.data).toMatchObject({ message: { content: "one" } });
  });

  it("leaves out what is about a conversation that is gone", async () => {
    const log = new SpecLog();
    await log.started(here, { by: ada });
    await log.renamed(here, { by: ada, name: "A hall" });
    await log.deleted(here, { by: ada });
    const messages = await renderer(log).render(await entriesOf(log));
    expect(messages.map((message) => message?.event ?? null)).toEqual([
      null,
      null,
      "new_message",
      "conversation_deleted",
    ]);
  });

  it("leaves out what cannot be read, says so, and tells the rest", async () => {
    const log = new SpecLog();
    await log.started(here, { by: ada });
    await log.started(there, { by: cem });
    await log.said(here, { by: ada });
    const headOf = log.headOf.bind(log);
    vi.spyOn(log, "headOf").mockImplementation((id) =>
      id === here ? Promise.reject(new Error("It has no beginning.")) : headOf(id),
    );
    const reports: string[] = [];
    const messages = await renderer(log, reports).render(await entriesOf(log));
    expect(messages.map((message) => message?.event ?? null)).toEqual([null, "conversation_created", "new_message"]);
    expect(reports).toEqual(["conversation_created of position 1 cannot be told: It has no beginning."]);
  });

  it.each([
    ["log", new StoreUnavailable("it restarts", { outcome: "not written" })],
    ["database", new ConnectionLost(new Error("it restarts"))],
  ])("waits with everything where the %s does not answer", async (_, outage) => {
    const log = new SpecLog();
    await log.started(here, { by: ada });
    await log.said(here, { by: ada });
    vi.spyOn(log.lines, "some").mockRejectedValue(outage);
    const unread = (await entriesOf(log)).map((entry) => ({ ...entry, line: null, from: "read model" as const }));
    await expect(renderer(log).render(unread)).rejects.toBe(outage);
  });
});
