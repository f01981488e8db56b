import { describe, expect, it } from "vitest";
import { Person } from "../../support/api-client.ts";
import { StreamClient } from "../../support/stream-client.ts";
import { Deployment } from "./deployment.ts";
import { upTo, wholeHistory } from "./history.ts";

const each = 4;

describe("fifty people who write at once", () => {
  it("have one order, without a gap: in the answers, in the history, on every stream", async () => {
    const { url } = await (await Deployment.make()).start();
    const ada = await Person.register(url, "ada");
    const people = await Promise.all(upTo(50).map((n) => Person.register(url, `person${n}`)));
    const room = await ada.start({ kind: "group", name: "All of us", member_ids: people.map(({ id }) => id) });
    const streams = await Promise.all(
      [ada, ...people.slice(0, 3)].map(({ token = "" }) => StreamClient.connect({ url, token })),
    );

    const sent = (await Promise.all(people.map((person) => sendInTurn(person, room.id)))).flat();
    const total = sent.length;

    expect(total).toBe(50 * each);
    expect(sent.map(({ sequence }) => sequence).toSorted((one, other) => one - other)).toEqual(upTo(total));
    const inOrder = sent.toSorted((one, other) => one.sequence - other.sequence).map(({ id }) => id);
    const last = sent.find(({ sequence }) => sequence === total);
    const history = await wholeHistory(ada, room.id, last?.after ?? "");
    expect(history.map(({ id }) => id)).toEqual(inOrder);
    for (const stream of streams) {
      await stream.until(() => stream.kept("new_message").length >= total);
      expect(stream.kept().map(({ data }) => (data["message"] as { id: string }).id)).toEqual(inOrder);
      await stream.cut();
    }
  });
});

/** Each in their own order, without waiting for the others. */
async function sendInTurn(person: Person, conversation: string) {
  const sent = [];
  for (let n = 0; n < each; n += 1) sent.push(await person.send(conversation, `${n} by ${person.id}`));
  expect(sent.map(({ sequence }) => sequence)).toEqual(sent.map(({ sequence }) => sequence).toSorted((a, b) => a - b));
  return sent;
}
