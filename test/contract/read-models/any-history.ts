import fc from "fast-check";
import { kinds } from "../../../src/domain/conversation/events.ts";
import { conversationId, lineId, userId } from "../../../src/domain/ids.ts";
import { notifyLevels } from "../../../src/domain/inbox/events.ts";
import { Story } from "./story.ts";

export const people = ["ada", "bob", "cem", "dot", "eve"];
export const places = ["one", "two", "three"];

const anybody = fc.constantFrom(...people);
const anywhere = fc.constantFrom(...places);
const some = fc.uniqueArray(anybody, { maxLength: 4 });

/** Something that somebody tries in a conversation; most of what outsiders try is refused. */
export interface Deed {
  readonly id: string;
  readonly actor: Actor;
  readonly does: (story: Story, actor: string, id: string) => Promise<unknown>;
}

/** One of those who are members then, or anybody. */
type Actor = { readonly member: number } | { readonly person: string };

const actors: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 5, arbitrary: fc.nat(4).map((member) => ({ member })) },
  { weight: 1, arbitrary: anybody.map((person) => ({ person })) },
);

async function carryOut(story: Story, { id, actor, does }: Deed): Promise<void> {
  const members = story.membersOf(id);
  const named = "person" in actor ? actor.person : members[actor.member % Math.max(members.length, 1)];
  await does(story, named ?? "ada", id);
}

const deed = (weight: number, does: fc.Arbitrary<Deed["does"]>): fc.WeightedArbitrary<Deed> => ({
  weight,
  arbitrary: fc.record({ id: anywhere, actor: actors, does }),
});

const start = fc
  .record({
    others: some,
    kind: fc.constantFrom(...kinds, "room" as const),
    isPublic: fc.boolean(),
    historyVisibility: fc.constantFrom("all" as const, "joined" as const),
  })
  .map(({ others, kind, isPublic, historyVisibility }): Deed["does"] => (story, actor, id) => {
    if (kind !== "direct") {
      const visibility = isPublic && kind === "room" ? "public" : "private";
      return story.starts(actor, id, { kind, visibility, historyVisibility, with: others, name: `Talk ${id}` });
    }
    return story.starts(actor, id, { kind, with: others.filter((other) => other !== actor).slice(0, 1) });
  });

const imported = fc.record({
  originalAt: fc.integer({ min: 0, max: 40 }).map((day) => new Date(Date.UTC(2026, 10, 1 + day)).toISOString()),
  countsAsUnread: fc.boolean(),
});

const words = fc.record(
  {
    html: fc.constantFrom("<p>a</p>", "<p>b</p>"),
    mentions: fc.uniqueArray(anybody.map(userId), { maxLength: 3 }),
    mentionsAll: fc.boolean(),
  },
  { requiredKeys: [] },
);
const says = fc
  .tuple(
    words,
    fc.constantFrom({}, { data: '{"a":1}' }, { data: '{"b":["x"]}', messageType: "incident_data" as const }),
  )
  .map(([said, data]) => ({ ...said, ...data }));

const send = fc
  .record({
    key: fc.option(fc.string({ minLength: 1, maxLength: 5 }), { nil: undefined }),
    imported: fc.option(imported, { nil: undefined, freq: 3 }),
    replyTo: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined, freq: 1 }),
    says: fc.option(says, { nil: {}, freq: 1 }),
  })
  .map(({ replyTo: revision, ...rest }): Deed["does"] => (story, actor, id) => {
    const replyTo = revision === undefined ? undefined : lineId({ conversationId: conversationId(id), revision });
    return story.sends(actor, id, `hello from ${actor}`, { ...rest, replyTo });
  });

const roles = ["viewer", "member", "moderator", "admin", "owner"] as const;
const mutes = [null, "2020-01-01T00:00:00.000Z", "2100-01-01T00:00:00.000Z", "2101-01-01T00:00:00.000Z"];
const pins = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 9 }));
const incidents = fc.record(
  {
    status: fc.constantFrom("open" as const, "closed" as const),
    severity: fc.constantFrom("low" as const, "high" as const),
    lots: fc.uniqueArray(fc.constantFrom('A "1"', "B\\2", "{c}, NULL", "Łódź"), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** What those do who look after a conversation, and change what it is about. */
const moderation: readonly fc.WeightedArbitrary<Deed>[] = [
  deed(
    3,
    fc.tuple(anybody, fc.constantFrom(...roles)).map(([user, role]): Deed["does"] => {
      return (story, actor, id) => story.changesMember(actor, id, { user, role });
    }),
  ),
  deed(
    2,
    fc.tuple(anybody, fc.constantFrom(...mutes)).map(([user, mutedUntil]): Deed["does"] => {
      return (story, actor, id) => story.changesMember(actor, id, { user, mutedUntil });
    }),
  ),
  deed(
    3,
    fc.tuple(anybody, fc.boolean()).map(([user, lifts]): Deed["does"] => {
      return (story, actor, id) => (lifts ? story.unbans(actor, id, user) : story.bans(actor, id, user));
    }),
  ),
  deed(
    2,
    fc.constantFrom("private" as const, "public" as const).map((visibility): Deed["does"] => {
      return (story, actor, id) => story.changes(actor, id, { visibility });
    }),
  ),
  deed(
    2,
    incidents.map(
      (incident): Deed["does"] =>
        (story, actor, id) =>
          story.changes(actor, id, { incident }),
    ),
  ),
  deed(
    3,
    pins.map(([isOff, revision]): Deed["does"] => {
      return (story, actor, id) => (isOff ? story.unpins(actor, id, revision) : story.pins(actor, id, revision));
    }),
  ),
];

const revision = fc.integer({ min: 1, max: 12 });

const link = "https://acme.com/";
const pages = [
  { title: "Acme", description: "Soup", image: `${link}x.png` },
  { title: "Soup \0", description: null, image: null },
];

/** What becomes of messages. */
const fates: readonly fc.WeightedArbitrary<Deed>[] = [
  deed(
    6,
    fc
      .tuple(revision, words, fc.constantFrom("one", "two", link, `${link} again`))
      .map(([at, said, content]): Deed["does"] => {
        return (story, actor, id) => story.edits(actor, id, at, { ...said, content });
      }),
  ),
  deed(
    3,
    revision.map(
      (at): Deed["does"] =>
        (story, actor, id) =>
          story.deletesMessage(actor, id, at),
    ),
  ),
  deed(
    8,
    fc.tuple(revision, fc.constantFrom("👍", "✅", "🦑")).map(([at, emoji]): Deed["does"] => {
      return (story, actor, id) => story.reacts(actor, id, at, emoji);
    }),
  ),
  deed(
    6,
    fc.tuple(revision, fc.constantFrom(...pages)).map(([at, page]): Deed["does"] => {
      return (story, actor, id) => story.attachesPreview(actor, id, at, { url: link, ...page });
    }),
  ),
  deed(
    1,
    revision.map(
      (at): Deed["does"] =>
        (story, actor, id) =>
          story.removesPreview(actor, id, at),
    ),
  ),
  deed(
    3,
    revision.map(
      (at): Deed["does"] =>
        (story, actor, id) =>
          story.takesBackReactions(actor, id, at),
    ),
  ),
];

const forward = fc.tuple(anywhere, revision, anybody).map(([from, at, author]): Deed["does"] => (story, actor, id) => {
  const messageId = lineId({ conversationId: conversationId(from), revision: at });
  const forwarded = { messageId, authorId: userId(author), saidAt: "2026-11-30T12:00:00.000Z" };
  return story.sends(actor, id, "passed on", { says: { forwarded } });
});

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  ...moderation,
  ...fates,
  deed(1, start),
  deed(14, send),
  deed(2, forward),
  deed(
    6,
    fc.tuple(some, fc.constantFrom("viewer" as const, "member" as const)).map(
      ([who, role]): Deed["does"] =>
        (story, actor, id) =>
          story.adds(actor, id, who, role),
    ),
  ),
  deed(
    5,
    anybody.map(
      (who): Deed["does"] =>
        (story, _, id) =>
          story.joins(who, id),
    ),
  ),
  deed(
    3,
    fc.constant<Deed["does"]>((story, actor, id) => story.leaves(actor, id)),
  ),
  deed(
    3,
    anybody.map(
      (who): Deed["does"] =>
        (story, actor, id) =>
          story.removes(actor, id, who),
    ),
  ),
  deed(
    2,
    fc.constantFrom("", "Łódź", "Lunch").map(
      (name): Deed["does"] =>
        (story, actor, id) =>
          story.renames(actor, id, { name, description: name }),
    ),
  ),
  deed(
    8,
    fc.tuple(fc.nat(4), fc.nat(4)).map(([read, delivered]): Deed["does"] => (story, actor, id) => {
      const last = story.lastSequenceIn(id);
      return story.marks(actor, id, {
        readTo: Math.max(0, last - read),
        deliveredTo: Math.max(0, last - delivered),
      });
    }),
  ),
  deed(
    1,
    fc.constant<Deed["does"]>((story, actor, id) => story.deletes(actor, id)),
  ),
  deed(
    1,
    fc.constantFrom("Ada", "Łucja").map(
      (displayName): Deed["does"] =>
        (story, actor) =>
          story.changesProfile(actor, { displayName, locale: "pl" }),
    ),
  ),
);

const settings = fc.record(
  { isMuted: fc.boolean(), isArchived: fc.boolean(), notify: fc.constantFrom(...notifyLevels) },
  { requiredKeys: [] },
);

const ticket = fc.constantFrom("a", "b");
const sendAt = fc.integer({ min: 1, max: 9 }).map((day) => new Date(Date.UTC(2026, 11, day)).toISOString());

/** What is to be said later, and comes due. */
const later: fc.Arbitrary<Deed> = fc.oneof(
  deed(
    4,
    fc.record({ name: ticket, sendAt, content: fc.constantFrom("later", "much later") }).map(
      (said): Deed["does"] =>
        (story, actor, id) =>
          story.schedules(actor, id, said),
    ),
  ),
  deed(
    1,
    ticket.map(
      (which): Deed["does"] =>
        (story, actor, id) =>
          story.cancels(actor, id, which),
    ),
  ),
  deed(
    2,
    ticket.map(
      (which): Deed["does"] =>
        (story, _, id) =>
          story.comesDue(id, which),
    ),
  ),
);

/** What members set for themselves. */
const ownDeeds: fc.Arbitrary<Deed> = fc.oneof(
  deed(
    4,
    settings.map(
      (wish): Deed["does"] =>
        (story, actor, id) =>
          story.settles(actor, id, wish),
    ),
  ),
  deed(
    3,
    fc.nat(4).map(
      (back): Deed["does"] =>
        (story, actor, id) =>
          story.marksUnread(actor, id, story.lastSequenceIn(id) - back),
    ),
  ),
  deed(
    1,
    fc.constant<Deed["does"]>((story, actor, id) => story.hides(actor, id)),
  ),
);

/** Deeds, and where the batches end. */
export const histories = fc.tuple(
  fc.tuple(...places.map((id) => fc.record({ id: fc.constant(id), actor: actors, does: start }))),
  fc.array(
    fc.oneof({ weight: 10, arbitrary: deeds }, { weight: 2, arbitrary: ownDeeds }, { weight: 1, arbitrary: later }),
    { minLength: 10, maxLength: 80, size: "max" },
  ),
  fc.array(fc.nat(100), { maxLength: 12, size: "max" }),
);

export async function storyOf(all: readonly Deed[], story = new Story()): Promise<Story> {
  for (const user of people) await story.registers(user);
  for (const one of all) await carryOut(story, one);
  return story;
}

export function cut<Item>(items: readonly Item[], ends: readonly number[]): Item[][] {
  const bounds = [0, ...ends.filter((end) => end < items.length).toSorted((one, other) => one - other), items.length];
  return bounds.slice(1).map((end, index) => items.slice(bounds[index], end));
}
