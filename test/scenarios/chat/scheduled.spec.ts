import { describe, expect, it } from "vitest";
import { made, Person } from "../../support/api-client.ts";
import { Deployment } from "./deployment.ts";

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe("scheduled messages", () => {
  it("that were due while nobody was there are sent by two processes that start at once, each of them once", async () => {
    const deployment = await Deployment.make();
    const first = await deployment.start();
    const ada = await Person.register(first.url, "ada");
    const { id } = await ada.start({ kind: "direct" });
    const words = Array.from({ length: 10 }, (_, n) => `the ${n}th`);
    const dueAt = inMs(3_000);
    for (const content of words)
      made(await ada.post(`/api/conversations/${id}/scheduled`, { content, send_at: dueAt }));
    await first.kill("SIGKILL");
    await expect.poll(() => new Date().toISOString() > dueAt, { timeout: 10_000 }).toBe(true);

    const [one] = await Promise.all([deployment.start(), deployment.start()]);
    const there = ada.at(one.url);
    const said = async (): Promise<string[]> => {
      const path = `/api/conversations/${id}/messages?limit=100`;
      const { messages } = made(await there.get<{ messages: { content: string }[] }>(path));
      return messages.map(({ content }) => content).toSorted();
    };
    await expect.poll(said, { timeout: 30_000 }).toEqual(words);
    const waiting = async (): Promise<unknown> =>
      made(await there.get<{ scheduled: { status: string }[] }>(`/api/conversations/${id}/scheduled`)).scheduled.filter(
        ({ status }) => status !== "sent",
      );
    await expect.poll(waiting, { timeout: 30_000 }).toEqual([]);
    expect(await said()).toEqual(words);
  });
});
