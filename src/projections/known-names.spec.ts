import { describe, expect, it } from "vitest";
import { userId, type UserId } from "../domain/ids.ts";
import type { Names, People } from "../domain/user/people.ts";
import type { RecordedEvent } from "../event-store/port.ts";
import { KnownNames } from "./known-names.ts";

const ada = userId("ada");
const bob = userId("bob");

/** A log of renamings, a read model and a process that have each come somewhere in it. */
class Deployment {
  readonly names: KnownNames;
  readonly asked: (readonly UserId[])[] = [];
  readonly #log: RecordedEvent[] = [];
  readonly #said = new Map<UserId, string>();
  readonly #table = new Map<UserId, Names>();
  #noted = 0n;
  #shown: bigint | null = 0n;
  #whileAsked: () => void = () => undefined;

  constructor() {
    this.names = new KnownNames({
      people: { named: (ids) => this.#read(ids) },
      notedUpTo: () => this.#noted,
      shownUpTo: () => this.#shown,
    });
  }

  says(id: UserId, displayName: string): this {
    const position = BigInt(this.#log.length + 1);
    this.#said.set(id, displayName);
    const data = { userId: id, displayName };
    const metadata = { at: "2026-01-01T00:00:00.000Z", actor: id };
    const place = { stream: `user-${id}`, revision: 0, position };
    this.#log.push({ kind: "event", id: String(position), type: "ProfileChanged", data, metadata, ...place });
    return this;
  }

  isNoted(): this {
    for (const event of this.#log.slice(Number(this.#noted))) this.names.note(event);
    this.#noted = BigInt(this.#log.length);
    return this;
  }

  isShown(): this {
    return this.isWritten().isLookedAt();
  }

  isWritten(): this {
    for (const [id, displayName] of this.#said) this.#table.set(id, { username: null, displayName });
    return this;
  }

  isLookedAt(): this {
    this.#shown = BigInt(this.#log.length);
    return this;
  }

  isNotLookedAt(): this {
    this.#shown = null;
    return this;
  }

  whileItIsAsked(happens: () => void): this {
    this.#whileAsked = happens;
    return this;
  }

  async nameOf(id: UserId): Promise<string | null | undefined> {
    return (await this.names.named([id])).get(id)?.displayName;
  }

  async #read(ids: readonly UserId[]): Promise<People> {
    this.asked.push(ids);
    const read = new Map(ids.flatMap((id) => [[id, this.#table.get(id)] as const]).filter(isThere));
    await Promise.resolve();
    this.#whileAsked();
    return read;
  }
}

const isThere = (entry: readonly [UserId, Names | undefined]): entry is [UserId, Names] => entry[1] !== undefined;

describe("known names", () => {
  it("are asked once", async () => {
    const deployment = new Deployment().says(ada, "Ada").says(bob, "Bob").isNoted().isShown();
    await deployment.names.named([ada]);
    const people = await deployment.names.named([ada, bob]);
    expect([...people.values()].map(({ displayName }) => displayName)).toEqual(["Ada", "Bob"]);
    await deployment.names.named([bob, ada]);
    expect(deployment.asked).toEqual([[ada], [bob]]);
  });

  it("are asked again once the log says something new of whom they are", async () => {
    const deployment = new Deployment().says(ada, "Ada").isNoted().isShown();
    await deployment.nameOf(ada);
    deployment.says(ada, "Countess").isNoted().isShown();
    expect(await deployment.nameOf(ada)).toBe("Countess");
  });

  it("are not answered from memory while the read model has shown more than this process has read", async () => {
    const deployment = new Deployment().says(ada, "Ada").isNoted().isShown();
    await deployment.nameOf(ada);
    deployment.says(ada, "Countess").isShown();
    expect(await deployment.nameOf(ada)).toBe("Countess");
  });

  it("are not remembered from a read model that is behind what this process has read", async () => {
    const deployment = new Deployment().says(ada, "Ada").isNoted().isShown();
    deployment.says(ada, "Countess").isNoted();
    expect(await deployment.nameOf(ada)).toBe("Ada");
    deployment.isShown();
    expect(await deployment.nameOf(ada)).toBe("Countess");
  });

  it("are not remembered where something new is said while they are asked", async () => {
    const deployment = new Deployment().says(ada, "Ada").isNoted().isShown();
    deployment.whileItIsAsked(() => deployment.says(ada, "Countess").isNoted());
    await deployment.nameOf(ada);
    deployment.whileItIsAsked(() => undefined).isShown();
    expect(await deployment.nameOf(ada)).toBe("Countess");
  });

  it("are asked each time until this process has looked where the read model stands", async () => {
    const deployment = new Deployment().says(ada, "Ada").isNoted().isWritten().isNotLookedAt();
    await deployment.nameOf(ada);
    await deployment.nameOf(ada);
    expect(deployment.asked).toHaveLength(2);
  });

  it("of nobody are not remembered", async () => {
    const deployment = new Deployment().isNoted().isShown();
    expect(await deployment.nameOf(ada)).toBeUndefined();
    deployment.says(ada, "Ada").isNoted().isShown();
    expect(await deployment.nameOf(ada)).toBe("Ada");
  });
});
