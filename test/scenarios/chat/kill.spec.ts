import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Person } from "../../support/api-client.ts";
import { freePort } from "../../../src/platform/postgres/embedded/cluster.ts";
import type { ServerProcess } from "../../support/server-process.ts";
import { Deployment } from "./deployment.ts";
import { upTo, wholeHistory } from "./history.ts";

const total = 1_000;
const senders = 20;

/** Tries until it is accepted, as a client does. @returns the message's id and place. */
async function sendAtLast(person: Person, conversation: string, n: number): Promise<{ id: string; after: string }> {
  for (;;) {
    try {
      return await person.send(conversation, `the ${n}th`, { client_message_id: `key ${n}` });
    } catch (error) {
      const isAnswered = error instanceof Error && /^\d{3}:/.test(error.message);
      if (isAnswered && !error.message.startsWith("503")) throw error;
      await pause(20); // it is down, or coming up
    }
  }
}

describe("a server that is killed while a thousand messages are sent", () => {
  it("has every acknowledged message once, and none twice", async () => {
    const deployment = await Deployment.make();
    const PORT = String(await freePort());
    let server = await deployment.start({ PORT });
    const people = await Promise.all(upTo(senders).map((n) => Person.register(server.url, `person${n}`)));
    const [ada] = people;
    if (!ada) throw new Error("Somebody is needed.");
    const group = await ada.start({ kind: "group", name: "Steady", member_ids: people.slice(1).map(({ id }) => id) });

    let acknowledged = 0;
    const numbers = upTo(total).values();
    const ids: string[] = [];
    const sending = people.map(async (person) => {
      for (const n of numbers) {
        ids.push((await sendAtLast(person, group.id, n)).id);
        acknowledged += 1;
      }
    });
    const kills = killing(3, { isPast: (part) => acknowledged > total * part });
    await Promise.all([...sending, kills]);

    const last = await ada.send(group.id, "the last");
    const history = await wholeHistory(ada, group.id, last.after);
    expect(history.map(({ sequence }) => sequence)).toEqual(upTo(total + 1));
    expect(new Set(ids).size).toBe(total);
    expect(new Set(history.map(({ id }) => id))).toEqual(new Set([...ids, last.id]));
    expect(new Set(history.map(({ content }) => content)).size).toBe(total + 1);

    async function killing(times: number, { isPast }: { isPast: (part: number) => boolean }): Promise<void> {
      for (let n = 1; n <= times; n += 1) {
        while (!isPast(n / (times + 1))) await pause(5);
        await killed(server);
        server = await deployment.start({ PORT });
      }
    }
  });
});

async function killed(server: ServerProcess): Promise<void> {
  expect(await server.kill("SIGKILL")).toBeNull();
}
