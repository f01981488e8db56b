import { describe, expect, it } from "vitest";
import { made, Person, type Sent } from "../../support/api-client.ts";
import type { Heard } from "../../support/stream-client.ts";
import { Deployment } from "./deployment.ts";
import { upTo, wholeHistory } from "./history.ts";
import { atLast, DyingServer } from "./killing.ts";

/** Ten people do six rounds of five things each. */
const count = 10;
const rounds = [0, 1, 2, 3, 4, 5];
const total = count * rounds.length * 5;

interface Somebody {
  readonly person: Person;
  /** Three things that they said, and three that the next one did. */
  readonly own: readonly Sent[];
  readonly others: readonly Sent[];
}

/** A command, and what the stream tells of it. */
interface Command {
  readonly does: () => Promise<unknown>;
  readonly told: string;
}

const nth = (said: readonly Sent[], n: number): Sent => said[n % said.length] as Sent;
const at = ({ id }: Sent): string => `/api/messages/${id}`;
const emoji = (n: number): string => (n < 3 ? "👍" : "✅");
const edited = (name: string, n: number): string => `${name} says otherwise for the ${n}th time`;

/** They say something, edit, react to what the other said, and pin it or take a reaction back. */
function commandsOf({ person, own, others }: Somebody, round: number): readonly Command[] {
  const { display_name: name } = person.user;
  const mine = nth(own, round);
  const theirs = nth(others, round);
  const said = `${name}'s message ${round}`;
  const edit = (n: number): Command => ({
    does: async () => made(await person.patch(at(mine), { content: edited(name, n) })),
    told: `message_edited ${mine.id}`,
  });
  const reaction = (symbol: string, action: string): string => `reaction ${theirs.id} ${person.id} ${symbol} ${action}`;
  const pin: Command = {
    does: async () => made(await person.post(`${at(theirs)}/pin`)),
    told: `message_pinned ${theirs.id}`,
  };
  const takeBack: Command = {
    does: async () => made(await person.delete(`${at(theirs)}/reactions/${encodeURIComponent(emoji(0))}`)),
    told: reaction(emoji(0), "remove"),
  };
  return [
    { does: () => person.send(mine.conversation_id, said, { client_message_id: said }), told: `new_message ${said}` },
    edit(2 * round),
    edit(2 * round + 1),
    {
      does: async () => made(await person.post(`${at(theirs)}/reactions`, { emoji: emoji(round) })),
      told: reaction(emoji(round), "add"),
    },
    round < 3 ? pin : takeBack,
  ];
}

/** In the words of a command's `told`; null for the lines that say that something was pinned. */
function toldBy({ event, data }: Heard): string | null {
  const text = (key: string): string => String(data[key]);
  switch (event) {
    case "new_message": {
      const { message_type: type, content } = data["message"] as { message_type: string; content: string };
      return type === "system" ? null : `new_message ${content}`;
    }
    case "reaction":
      return `reaction ${text("message_id")} ${text("user_id")} ${text("emoji")} ${text("action")}`;
    default:
      return `${event} ${text("message_id")}`;
  }
}

interface Synced {
  readonly events: readonly Heard[];
  readonly position: string;
  readonly has_more: boolean;
}

async function allTold(person: Person, id: string, span: { after: string; upTo: string }): Promise<Heard[]> {
  const told: Heard[] = [];
  for (let { after } = span, isMore = true; isMore;) {
    const query = new URLSearchParams({ conversation_id: id, after, min_position: span.upTo, limit: "100" });
    const page = made(await person.get<Synced>(`/api/sync?${query.toString()}`));
    told.push(...page.events);
    after = page.position;
    isMore = page.has_more;
  }
  return told;
}

async function versionsOf(person: Person, message: Sent): Promise<string[]> {
  const { versions } = made(await person.get<{ versions: { content: string }[] }>(`${at(message)}/history`));
  return versions.map(({ content }) => content);
}

describe("a server that is killed while messages are edited, reacted to and pinned", () => {
  it("has every acknowledged change once, and none twice", async () => {
    const server = await DyingServer.start(await Deployment.make());
    const people = await Promise.all(upTo(count).map((n) => Person.register(server.url, `person${n}`)));
    const [ada] = people as [Person, ...Person[]];
    const group = await ada.start({ kind: "group", name: "Steady", member_ids: people.slice(1).map(({ id }) => id) });
    const own: Sent[][] = [];
    for (const person of people)
      own.push(await Promise.all(upTo(3).map((n) => person.send(group.id, `${person.user.display_name} ${n}`))));
    const { after } = await ada.send(group.id, "Let us begin.");
    const cast = people.map((person, n): Somebody => {
      return { person, own: own[n] ?? [], others: own[(n + 1) % count] ?? [] };
    });

    const acknowledged: string[] = [];
    const doing = cast.map(async (somebody) => {
      for (const { does, told } of rounds.flatMap((round) => commandsOf(somebody, round))) {
        await atLast(does);
        acknowledged.push(told);
      }
    });
    await Promise.all([...doing, server.dies(2, { isPast: (part) => acknowledged.length > total * part })]);

    const end = await ada.send(group.id, "The end.");
    const told = (await allTold(ada, group.id, { after, upTo: end.after })).map(toldBy).filter((each) => each !== null);
    expect(acknowledged).toHaveLength(total);
    expect(told.toSorted()).toEqual([...acknowledged, "new_message The end."].toSorted());
    for (const { person, own: said } of cast)
      for (const [n, message] of said.entries()) {
        const edits = rounds.filter((round) => round % 3 === n).flatMap((round) => [2 * round, 2 * round + 1]);
        const { display_name: name } = person.user;
        expect(await versionsOf(person, message)).toEqual([
          message.content,
          ...edits.map((each) => edited(name, each)),
        ]);
      }
    const history = await wholeHistory(ada, group.id, end.after);
    expect(history.map(({ sequence }) => sequence)).toEqual(upTo(history.length));
    const shown = history.filter(({ id }) => own.flat().some((each) => each.id === id));
    expect(shown.map(({ is_pinned: isPinned, reactions }) => [isPinned, reactions.map((each) => each.emoji)])).toEqual(
      shown.map(() => [true, [emoji(3)]]),
    );
  });
});
