import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { Gateway } from "./gateway.ts";
import { goingOnFrom } from "./going-on.ts";
import { placeText } from "./place.ts";
import { Chance, happening, people, personAt } from "./spec/chance.ts";
import { Reader } from "./spec/reader.ts";
import { Setting } from "./spec/setting.ts";
import type { Entry } from "./telling.ts";

const who = fc.nat(2);
const step = fc.oneof(
  { weight: 16, arbitrary: happening },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("project" as const), events: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("wait" as const), turns: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("take" as const), who, bytes: fc.nat(3_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("leave" as const), who }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("reconnect" as const), who, to: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const), which: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("taking" as const), who, isTaking: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** Frames that the two processes keep. */
const [few, many] = [5, 60];

/** A log, two processes of which one forgets quickly, and a reader for each person, who goes from one to the other. */
class Play {
  readonly setting: Setting;
  readonly #chance: Chance;
  readonly #gateways: [Gateway, Gateway];
  readonly #readers: readonly Reader[];

  private constructor(setting: Setting, gateways: [Gateway, Gateway]) {
    this.setting = setting;
    this.#chance = new Chance(setting.log);
    this.#gateways = gateways;
    this.#readers = people.map((person) => new Reader(person, gateways[0]));
  }

  static async begin(): Promise<Play> {
    const setting = new Setting();
    const play = new Play(setting, [
      await setting.gateway({ ringSize: few }),
      await setting.gateway({ ringSize: many }),
    ]);
    await play.#chance.happens({ kind: "start", isPublic: false });
    return play;
  }

  async play(steps: readonly Step[]): Promise<void> {
    for (const each of steps) await this.#playOne(each);
    this.setting.follow();
    for (const reader of this.#readers) reader.setTaking("everything");
  }

  /** Everything that each may read in the end was told, nothing that they never might, each once and in order. */
  async expectTold(): Promise<void> {
    await this.setting.log.named(personAt(0), "The end");
    for (const reader of this.#readers) {
      const { must, may } = await this.#expected(reader);
      const ids = await vi.waitFor(() => heardBy(reader, must), { timeout: 4_000, interval: 5 });
      expect(ids).toEqual(may.filter((id) => ids.includes(id)));
    }
  }

  async #expected({ userId, start }: Reader): Promise<{ must: readonly string[]; may: readonly string[] }> {
    const { log, timeline } = this.setting;
    const [epoch, head] = [await log.store.epoch(), await log.store.head()];
    const from = goingOnFrom(start, epoch);
    if (from.kind !== "after") throw new Error(`${start} is no beginning.`);
    const idsOf = (entries: readonly Entry[]): string[] => entries.map(({ place }) => placeText(epoch, place));
    const must = await timeline.told(userId, { after: from.place, upTo: head, asOf: head });
    return { must: idsOf(must), may: idsOf(await timeline.toldOnce(userId, from.place)) };
  }

  async #restart(which: 0 | 1): Promise<void> {
    await this.#gateways[which].close();
    this.#gateways[which] = await this.setting.gateway({ ringSize: which === 0 ? few : many });
    for (const reader of this.#readers) reader.reconnectIfCut(this.#gateways[which]);
  }

  async #playOne(each: Step): Promise<void> {
    switch (each.kind) {
      case "project":
        return this.setting.timeline.advance(each.events);
      case "wait":
        for (let left = each.turns; left > 0; left -= 1) await turn();
        return;
      case "take":
        return this.#readers[each.who]?.take(each.bytes);
      case "leave":
        return this.#readers[each.who]?.leave();
      case "restart":
        return this.#restart(each.which === 0 ? 0 : 1);
      case "reconnect":
        return this.#readers[each.who]?.reconnect(this.#gateways[each.to] ?? this.#gateways[0]);
      case "taking":
        return this.#readers[each.who]?.setTaking(each.isTaking ? "everything" : "nothing");
      default:
        return this.#chance.happens(each);
    }
  }
}

/** @throws while something is missing */
function heardBy(reader: Reader, must: readonly string[]): (string | undefined)[] {
  reader.reconnectIfCut();
  const ids = reader.heard.map(({ id }) => id);
  const missing = must.filter((id) => !ids.includes(id));
  if (missing.length > 0) throw new Error(`${reader.userId} was not told ${missing.join(", ")}.`);
  return ids;
}

it("tells what the log says, filtered by what each may see, over any number of reconnections", async () => {
  const run = async (steps: readonly Step[]): Promise<void> => {
    const play = await Play.begin();
    await play.play(steps);
    await play.expectTold();
    await play.setting.close();
  };
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 150, size: "max" }), run), {
    numRuns: 100,
  });
}, 120_000);
