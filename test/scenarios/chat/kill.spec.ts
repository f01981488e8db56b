import { describe, expect, it } from "vitest";
import { Person } from "../../support/api-client.ts";
import { Deployment } from "./deployment.ts";
import { upTo, wholeHistory } from "./history.ts";
import { atLast, DyingServer } from "./killing.ts";

const total = 1_000;
const senders = 20;

describe("a server that is killed while a thousand messages are sent", () => {
  it("has every acknowledged message once, and none twice", async () => {
    const server = await DyingServer.start(await Deployment.make());
    const people = await Promise.all(upTo(senders).map((n) => Person.register(server.url, `person${n}`)));
    const [ada] = people;
    if (!ada) throw new Error("Somebody is needed.");
    const group = await ada.start({ kind: "group", name: "Steady", member_ids: people.slice(1).map(({ id }) => id) });

    let acknowledged = 0;
    const numbers = upTo(total).values();
    const ids: string[] = [];
    const sending = people.map(async (person) => {
      for (const n of numbers) {
        const { id } = await atLast(() => person.send(group.id, `the ${n}th`, { client_message_id: `key ${n}` }));
        ids.push(id);
        acknowledged += 1;
      }
    });
    await Promise.all([...sending, server.dies(3, { isPast: (part) => acknowledged > total * part })]);

    const last = await ada.send(group.id, "the last");
    const history = await wholeHistory(ada, group.id, last.after);
    expect(history.map(({ sequence }) => sequence)).toEqual(upTo(total + 1));
    expect(new Set(ids).size).toBe(total);
    expect(new Set(history.map(({ id }) => id))).toEqual(new Set([...ids, last.id]));
    expect(new Set(history.map(({ content }) => content)).size).toBe(total + 1);
  });
});
