import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { announce } from "../../../src/commands/announce.ts";
import { blockUser } from "../../../src/commands/block-user.ts";
import { changeTeam } from "../../../src/commands/change-team.ts";
import { makeTeam } from "../../../src/commands/make-team.ts";
import { removeTeam } from "../../../src/commands/remove-team.ts";
import { unblockUser } from "../../../src/commands/unblock-user.ts";
import { userId, type UserId } from "../../../src/domain/ids.ts";
import { maxBlocked } from "../../../src/domain/user/blocking.ts";
import { dismissAnnouncement } from "../../../src/auth/dismissed-announcements.ts";
import { processes, register, type Process } from "../commands/processes.ts";
import { PeopleModels } from "./people-models.ts";

const running = processes();
const root = userId("root");
const people = ["ada", "bob", "cem"].map((name) => userId(name));

const who = fc.nat(people.length - 1).map((index): UserId => people[index] ?? root);
const steps = fc.oneof(
  fc.record({ act: fc.constantFrom("block" as const, "unblock" as const), who, other: who }),
  fc.record({ act: fc.constantFrom("announce" as const, "make" as const), who }),
  fc.record({ act: fc.constant("remove" as const) }),
  fc.record({ act: fc.constant("change" as const), who, names: fc.boolean(), fills: fc.boolean() }),
);
type Step = typeof steps extends fc.Arbitrary<infer Each> ? Each : never;

/** What there is to see, in plain code. */
class Seen {
  readonly blocks = new Map<UserId, UserId[]>();
  readonly announced: string[] = [];
  readonly teams = new Map<string, { name: string; userIds: readonly UserId[] }>();
  #count = 0;

  async happens({ commands }: Process, step: Step): Promise<void> {
    this.#count += 1;
    switch (step.act) {
      case "block":
      case "unblock":
        return this.#blocks(commands, step);
      case "announce":
        await announce(commands, { actor: root, text: `Heard ${this.#count}` });
        this.announced.unshift(`Heard ${this.#count}`);
        return;
      case "make": {
        const team = { name: `Team ${this.#count}`, userIds: [step.who] };
        const { teamId } = await makeTeam(commands, { actor: root, ...team });
        this.teams.set(teamId, team);
        return;
      }
      case "change":
      case "remove":
        return this.#changesTeam(commands, step);
    }
  }

  async #blocks(commands: Process["commands"], step: Extract<Step, { act: "block" | "unblock" }>): Promise<void> {
    const request = { actor: step.who, userId: step.other };
    const outcome = await (step.act === "block" ? blockUser : unblockUser)(commands, request);
    if (outcome.kind === "refused" && step.who !== step.other) throw new Error(outcome.refusal.detail);
    if (outcome.kind === "refused") return;
    const before = this.blocks.get(step.who) ?? [];
    const others = before.filter((each) => each !== step.other);
    if (step.act === "unblock") this.blocks.set(step.who, others);
    else if (!before.includes(step.other)) this.blocks.set(step.who, [step.other, ...before]);
  }

  async #changesTeam(commands: Process["commands"], step: Extract<Step, { act: "change" | "remove" }>): Promise<void> {
    const [first] = this.teams;
    if (!first) return;
    const [id, team] = first;
    const request = { actor: root, teamId: id as never };
    this.teams.delete(id);
    if (step.act === "remove") return void (await removeTeam(commands, request));
    const changes = {
      ...(step.names && { name: `Łeam ${this.#count}` }),
      ...(step.fills && { userIds: [...new Set([...team.userIds, step.who])] }),
    };
    await changeTeam(commands, { ...request, ...changes });
    this.teams.set(id, { ...team, ...changes });
  }
}

describe("blocks, teams and announcements", () => {
  it("are shown as what happened, by any batches, and by a rebuild", async () => {
    const process = await running.start();
    await register(process, root, ...people);
    const models = await PeopleModels.make(running.url());
    const seen = new Seen();
    const histories = fc.array(steps, { minLength: 5, maxLength: 25 });
    const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(histories, sizes, async (happening, batches) => {
        for (const each of happening) await seen.happens(process, each);
        const events = await models.read(process);
        await models.rebuild(events, batches);
        const rows = await models.rows();
        for (const person of people) expect(await models.blockedBy(person)).toEqual(seen.blocks.get(person) ?? []);
        expect(await models.announced(root)).toEqual(seen.announced);
        const named = [...seen.teams.values()].map(({ name, userIds }) => ({ name, userIds: userIds.toSorted() }));
        const listed = await models.teams();
        expect(listed).toEqual(expect.arrayContaining(named));
        expect(listed).toHaveLength(named.length);
        await models.rebuild(events, [events.length]);
        expect(await models.rows()).toEqual(rows);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });

  it("are no more than there may be: whoever blocks a thousand blocks no other", async () => {
    const process = await running.start();
    const many = Array.from({ length: maxBlocked }, (_, n) => userId(`user-${n}`));
    await register(process, root, ...people, ...many);
    const block = (id: UserId) => blockUser(process.commands, { actor: root, userId: id });
    for (let n = 0; n < many.length; n += 50) await Promise.all(many.slice(n, n + 50).map(block));
    expect(await block(userId("ada"))).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
    expect(await block(userId("user-1"))).toMatchObject({ kind: "done", events: [] });
  });
});

describe("an announcement", () => {
  it("whose author was erased is shown no more, and one that was dismissed to others alone", async () => {
    const process = await running.start();
    await register(process, root, ...people);
    const models = await PeopleModels.make(running.url());
    const made = [];
    for (const actor of [root, root, userId("ada")])
      made.push(await announce(process.commands, { actor, text: `by ${actor}` }));
    await process.pool.query(
      `insert into accounts.accounts (user_id, username, username_folded, created_at, pending_display_name)
       values ('bob', 'bob', 'bob', now(), 'Bob')`,
    );
    const [first] = made.flatMap((outcome) => (outcome.kind === "done" ? outcome.events : []));
    const announcementId = first?.type === "AnnouncementMade" ? first.data.announcementId : "";
    const auth = { pool: process.pool, now: () => new Date(), registration: "open" } as const;
    await dismissAnnouncement(auth, { userId: "bob", announcementId });
    await models.rebuild(await models.read(process), [10]);
    expect(await models.announced(userId("bob"))).toEqual(["by ada", "by root"]);
    expect(await models.announced(userId("cem"))).toEqual(["by ada", "by root", "by root"]);
    await process.keys.destroy(["person:ada"]);
    await models.rebuild(await models.read(process), [10]);
    expect(await models.announced(userId("cem"))).toEqual(["by root", "by root"]);
  });
});
