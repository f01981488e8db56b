import { Agent } from "node:http";
import type { Foundation } from "../../src/foundation.ts";
import { untilReadModelsHave } from "../support/read-models.ts";
import { Client } from "./client.ts";
import { newcomers } from "./people.ts";
import { Room } from "./room.ts";

export interface CrowdSize {
  readonly rooms: number;
  readonly membersOfEach: number;
}

/** Everybody in a room of their company, each with one stream. */
export class Crowd {
  readonly #foundation: Foundation;
  readonly #rooms: readonly Room[];
  readonly #clients: readonly (readonly Client[])[];
  readonly #agent = new Agent({ maxSockets: Infinity, keepAlive: false });

  private constructor(foundation: Foundation, rooms: readonly Room[]) {
    this.#foundation = foundation;
    this.#rooms = rooms;
    const agent = this.#agent;
    this.#clients = rooms.map((room, n) => room.members.map((member) => new Client({ agent, member, room: n })));
  }

  static async gather(foundation: Foundation, { rooms, membersOfEach }: CrowdSize): Promise<Crowd> {
    const people = await newcomers(foundation, rooms * membersOfEach);
    const all = Array.from({ length: rooms }, (_, n) => {
      return new Room(foundation, n, people.slice(n * membersOfEach, (n + 1) * membersOfEach));
    });
    for (const room of all) await room.start();
    await untilReadModelsHave(foundation);
    return new Crowd(foundation, all);
  }

  get size(): number {
    return this.#clients.flat().length;
  }

  /** One room after the other. */
  async connect(url: string): Promise<void> {
    for (const clients of this.#clients) await Promise.all(clients.map((client) => client.connect(url)));
  }

  /** All of them, as soon as they are to try again. */
  async comeBack(url: string): Promise<void> {
    await Promise.all(this.#clients.flat().map((client) => client.comeBack(url)));
  }

  cut(): void {
    for (const client of this.#clients.flat()) client.cut();
  }

  /** In each room so much is said, and the read models show it. */
  async say(count: number): Promise<void> {
    await Promise.all(this.#rooms.map((room) => room.say(count)));
    await untilReadModelsHave(this.#foundation);
  }

  /** Until each was told all that was said in their room. @throws when one lost something, or was told it twice */
  async untilAllWereTold(): Promise<void> {
    const told = this.#rooms.map((room, n) => this.#clients[n]?.map((client) => client.hasBeenTold(room.said)) ?? []);
    await Promise.all(told.flat());
  }

  [Symbol.dispose](): void {
    this.cut();
    this.#agent.destroy();
  }
}
