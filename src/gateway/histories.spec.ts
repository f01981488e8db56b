import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { Gateway } from "./gateway.ts";
import { goingOnFrom } from "./going-on.ts";
import { placeText } from "./place.ts";
import { Chance, happening, people, personAt } from "./spec/chance.ts";
import { HeldStore } from "./spec/held-store.ts";
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
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("hold" as const), which: fc.nat(1), isHeld: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("taking" as const), who, isTaking: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** One process forgets quickly. */
const ringSizes = [5, 60];

/** A process that may be behind, and may be restarted. */
interface Process {
  readonly held: HeldStore;
  readonly ringSize: number;
  gateway: Gateway;
}

/** A log, two processes, and a reader for each person, who goes from one to the other. */
class Play {
  readonly setting: Setting;
  readonly #chance: Chance;
  readonly #processes: readonly Process[];
  readonly #readers: readonly Reader[];

  private constructor(setting: Setting, processes: readonly Process[]) {
    this.setting = setting;
    this.#chance = new Chance(setting.log);
    this.#processes = processes;
    this.#readers = people.map((person, index) => new Reader(person, this.#gateway(index)));
  }

  static async begin(): Promise<Play> {
    const setting = new Setting();
    const begun = ringSizes.map(async (ringSize): Promise<Process> => {
      const held = new HeldStore(setting.log.store);
      return { held, ringSize, gateway: await setting.gateway({ store: held.store, ringSize }) };
    });
    const play = new Play(setting, await Promise.all(begun));
    await play.#chance.happens({ kind: "start", isPublic: false });
    return play;
  }

  async play(steps: readonly Step[]): Promise<void> {
    for (const each of steps) await this.#playOne(each);
    this.setting.follow();
    for (const { held } of this.#processes) held.release();
    for (const reader of this.#readers) reader.setTaking("everything");
  }

  /** Everything that each might read ever since was told, nothing that they never might, each once and in order. */
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
    const epoch = await log.store.epoch();
    const from = goingOnFrom(start, epoch);
    if (from.kind !== "after") throw new Error(`${start} is no beginning.`);
    const { must, may } = await timeline.mustAndMay(userId, from.place);
    const idsOf = (entries: readonly Entry[]): string[] => entries.map(({ place }) => placeText(epoch, place));
    return { must: idsOf(must), may: idsOf(may) };
  }

  #gateway(which: number): Gateway {
    const found = this.#processes[which % this.#processes.length];
    if (!found) throw new Error("There is no process.");
    return found.gateway;
  }

  async #restart(process: Process): Promise<void> {
    await process.gateway.close();
    process.gateway = await this.setting.gateway({ store: process.held.store, ringSize: process.ringSize });
    for (const reader of this.#readers) reader.reconnectIfCut(process.gateway);
  }

  async #playOne(each: Step): Promise<void> {
    const process = "which" in each ? this.#processes[each.which] : undefined;
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
      case "reconnect":
        return this.#readers[each.who]?.reconnect(this.#gateway(each.to));
      case "restart":
        return process && this.#restart(process);
      case "hold":
        return each.isHeld ? process?.held.hold() : process?.held.release();
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
