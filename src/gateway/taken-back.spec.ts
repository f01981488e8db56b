import { describe, expect, it } from "vitest";
import { renderFrames } from "./frame.ts";
import { Person } from "./person.ts";
import { afterAllOf } from "./place.ts";
import { Renderer, type Sources } from "./renderer.ts";
import { Ring } from "./ring.ts";
import { ada, bob, here, SpecLog, there } from "./spec/log.ts";
import { TakenBack } from "./taken-back.ts";
import { toldByEvent, type Entry } from "./telling.ts";

const epoch = "11111111-1111-4111-8111-111111111111";

/** A ring that follows a log, as a process's does. */
class Following {
  readonly ring = new Ring(0n);
  readonly renderer: Renderer;
  readonly #log: SpecLog;

  constructor(log: SpecLog, sources: Sources = log) {
    this.#log = log;
    this.renderer = new Renderer({
      epoch,
      sources,
      report: (sentence) => {
        throw new Error(sentence);
      },
    });
  }

  async follow(): Promise<void> {
    const takenBack = new TakenBack();
    for (const event of await this.#log.events()) {
      if (event.position <= this.ring.position) continue;
      const told = toldByEvent(event);
      this.ring.push(told);
      takenBack.add(told);
    }
    this.ring.takeBack(takenBack);
  }

  get entries(): readonly Entry[] {
    const person = new Person(ada);
    person.stays = new Map([[here, 0n]]);
    return this.ring.after(afterAllOf(0n), { person, limit: 100 });
  }

  async text(): Promise<string> {
    await renderFrames(this.renderer, this.entries);
    return this.entries.map(({ frame }) => (Buffer.isBuffer(frame) ? frame.toString() : "")).join("");
  }
}

async function secretTold(): Promise<{ log: SpecLog; following: Following }> {
  const log = new SpecLog();
  await log.started(here, { by: ada, with: [bob] });
  await log.said(here, { by: ada, content: "secret" });
  const following = new Following(log);
  return { log, following };
}

describe("words that were taken back", () => {
  it("are not in what was told before, which who comes back is told", async () => {
    const { log, following } = await secretTold();
    await following.follow();
    expect(await following.text()).toContain("secret");
    await log.messageDeleted(await log.lastLine(here), { by: ada });
    await following.follow();
    const text = await following.text();
    expect(text).not.toContain("secret");
    expect(text).toContain('"is_deleted":true');
  });

  it("are not in what quotes them, what edited them, nor in a conversation's last line", async () => {
    const { log, following } = await secretTold();
    const secret = await log.lastLine(here);
    await log.edited(secret, { by: ada, content: "secret too" });
    await log.said(here, { by: bob, content: "about that", replyTo: secret });
    await log.started(there, { by: ada });
    await log.said(there, { by: ada, content: "secret there" });
    await following.follow();
    expect(await following.text()).toContain("secret too");
    await log.messageDeleted(secret, { by: ada });
    await log.messageDeleted(await log.lastLine(there), { by: ada });
    await following.follow();
    expect(await following.text()).not.toContain("secret");
  });

  it("are not in a preview that was removed, nor in one of a message that was deleted", async () => {
    const { log, following } = await secretTold();
    await log.messageDeleted(await log.lastLine(here), { by: ada });
    for (const take of ["previewRemoved", "messageDeleted"] as const) {
      await log.said(here, { by: ada, content: "a link" });
      const link = await log.lastLine(here);
      await log.previewed(link, { by: ada, title: "secret title" });
      await following.follow();
      expect(await following.text()).toContain("secret title");
      await log[take](link, { by: ada });
      await following.follow();
      expect(await following.text()).not.toContain("secret");
    }
  });

  it("are not in what was being rendered when they were", async () => {
    const log = new SpecLog();
    await log.started(here, { by: ada });
    await log.said(here, { by: ada, content: "secret" });
    const asked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const sources: Sources = Object.assign(Object.create(log) as SpecLog, {
      people: async () => {
        asked.resolve();
        await goOn.promise;
        return new Map();
      },
      line: (...[id]: Parameters<Sources["line"]>) => log.line(id),
      headOf: (...[id]: Parameters<Sources["headOf"]>) => log.headOf(id),
      showsFromJoining: () => Promise.resolve(false),
    });
    const following = new Following(log, sources);
    await following.follow();
    const text = following.text();
    await asked.promise;
    await log.messageDeleted(await log.lastLine(here), { by: ada });
    await following.follow();
    goOn.resolve();
    await text;
    expect(await following.text()).not.toContain("secret");
  });

  it("are told anew where they were only edited, newer than the reading of the log at most as they say", async () => {
    const { log, following } = await secretTold();
    await following.follow();
    await following.text();
    const position = await log.edited(await log.lastLine(here), { by: ada, content: "harmless" });
    await following.follow();
    expect(await following.text()).toContain("harmless");
    const said = following.entries.find(({ what }) => what.event === "new_message");
    expect(said?.asOf).toBe(position);
    expect(await following.text()).not.toContain("secret");
  });

  it("of a preview are as new as that, whatever they are told with", async () => {
    const { log, following } = await secretTold();
    const position = await log.previewed(await log.lastLine(here), { by: ada, title: "Soup" });
    await following.follow();
    expect(await following.text()).toContain("Soup");
    const [said, preview] = ["new_message", "link_preview"].map((event) =>
      following.entries.find(({ what }) => what.event === event),
    );
    expect(preview?.asOf).toBe(position);
    expect(said?.asOf).toBeLessThanOrEqual(position);
  });

  it("leave everything else as it was", async () => {
    const { log, following } = await secretTold();
    await log.said(here, { by: bob, content: "something else" });
    await following.follow();
    await following.text();
    const [, first, second] = following.entries.map(({ frame }) => frame);
    await log.messageDeleted(`${here}_1` as never, { by: ada });
    await following.follow();
    const [, firstNow, secondNow] = following.entries.map(({ frame }) => frame);
    expect([first, second].every((frame) => Buffer.isBuffer(frame))).toBe(true);
    expect(firstNow).toBeUndefined();
    expect(secondNow).toBe(second);
  });
});
