import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { vi } from "vitest";
import type { Gateway, GatewayOptions } from "../gateway.ts";
import { goingOnFrom } from "../going-on.ts";
import { placeText } from "../place.ts";
import { Chance, happening, people, personAt } from "./chance.ts";
import { HeldStore } from "./held-store.ts";
import { Reader } from "./reader.ts";
import type { SpecLog } from "./log.ts";
import type { NaiveTimeline } from "./naive-timeline.ts";
import type { Entry } from "../telling.ts";

const who = fc.nat(2);
/** What may happen to a log, its readers, and the processes between. */
export const step = fc.oneof(
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
export type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** One process forgets quickly. */
const ringSizes = [5, 60];

/** Where it is played: a log, what has to come of it, and processes of the gateway with their read models. */
export interface World {
  readonly log: SpecLog;
  /** Of which only the rule is asked. */
  readonly timeline: NaiveTimeline;
  gateway(options: Partial<GatewayOptions>): Promise<Gateway>;
  /** Lets the read models take so many events more. */
  project(events: number): Promise<void>;
  /** Lets the read models take whatever comes. */
  follow(): void;
}

/** A process that may be behind, and may be restarted. */
interface Process {
  readonly held: HeldStore;
  readonly ringSize: number;
  gateway: Gateway;
}

/** A log, two processes, and a reader for each person, who goes from one to the other. */
export class Play {
  readonly #world: World;
  readonly #chance: Chance;
  readonly #processes: readonly Process[];
  readonly #readers: readonly Reader[];

  private constructor(world: World, processes: readonly Process[]) {
    this.#world = world;
    this.#chance = new Chance(world.log);
    this.#processes = processes;
    this.#readers = people.map((person, index) => new Reader(person, this.#gateway(index)));
  }

  static async begin(world: World): Promise<Play> {
    const begun = ringSizes.map(async (ringSize): Promise<Process> => {
      const held = new HeldStore(world.log.store);
      return { held, ringSize, gateway: await world.gateway({ store: held.store, ringSize }) };
    });
    const play = new Play(world, await Promise.all(begun));
    await play.#chance.happens({ kind: "start", isPublic: false, isFromJoining: false });
    return play;
  }

  async play(steps: readonly Step[]): Promise<void> {
    for (const each of steps) await this.#playOne(each);
    this.#world.follow();
    for (const { held } of this.#processes) held.release();
    for (const reader of this.#readers) reader.setTaking("everything");
  }

  /** What each was told in the end, when nothing is missing any more, and what they may have been told. */
  async told(): Promise<readonly { readonly ids: readonly string[]; readonly may: readonly string[] }[]> {
    await this.#world.log.named(personAt(0), "The end");
    return Promise.all(
      this.#readers.map(async (reader) => {
        const { must, may } = await this.#expected(reader);
        return { ids: await vi.waitFor(() => heardBy(reader, must), { timeout: 4_000, interval: 5 }), may };
      }),
    );
  }

  async #expected({ userId, start }: Reader): Promise<{ must: readonly string[]; may: readonly string[] }> {
    const { log, timeline } = this.#world;
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
    process.gateway = await this.#world.gateway({ store: process.held.store, ringSize: process.ringSize });
    for (const reader of this.#readers) reader.reconnectIfCut(process.gateway);
  }

  async #playOne(each: Step): Promise<void> {
    const process = "which" in each ? this.#processes[each.which] : undefined;
    switch (each.kind) {
      case "project":
        return this.#world.project(each.events);
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
function heardBy(reader: Reader, must: readonly string[]): string[] {
  reader.reconnectIfCut();
  const ids = reader.heard.map(({ event, id }) => id ?? event);
  const missing = must.filter((id) => !ids.includes(id));
  if (missing.length > 0) throw new Error(`${reader.userId} was not told ${missing.join(", ")}.`);
  return ids;
}
