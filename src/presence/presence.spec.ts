import { describe, expect, it, onTestFinished, vi } from "vitest";
import { userId, type UserId } from "../domain/ids.ts";
import type { Hearing, SignalLine } from "../platform/signals/line.ts";
import { Signals } from "../platform/signals/signals.ts";
import type { PresenceJson } from "../wire/ephemeral.ts";
import { Presence } from "./presence.ts";

const [ada, bob] = [userId("ada"), userId("bob")];

/** Processes with one clock, which tell each other at once. */
class Deployment {
  now = 0;
  readonly #hearing = new Map<SignalLine, Hearing>();

  process({ connected = [], isWritable = true }: { connected?: UserId[]; isWritable?: boolean } = {}): Process {
    const process = new Process();
    const hearings = this.#hearing;
    const line: SignalLine = {
      mostBytes: 7_900,
      paceMs: 0,
      open(hearing) {
        hearings.set(line, hearing);
        hearing.onListening();
      },
      send(text) {
        for (const [other, { onText }] of hearings) if (other !== line) onText(text);
        return Promise.resolve();
      },
      close: () => Promise.resolve(void hearings.delete(line)),
    };
    const report = (sentence: string): void => void process.reports.push(sentence);
    const signals = new Signals(line, report);
    const lastSeen = {
      write: async (times: ReadonlyMap<UserId, string>) => {
        if (!process.isWritable) throw new Error("away");
        await process.writable;
        if (times.size > 0) process.written.push(Object.fromEntries(times));
      },
      read: async () => new Map(process.written.flatMap((times) => Object.entries(times) as [UserId, string][])),
    };
    process.isWritable = isWritable;
    const clock = { now: () => this.now, timeOf: (at: number) => `${at / 1_000} s` };
    process.presence = new Presence({ signals, lastSeen, clock, offlineAfterMs: 60_000, report });
    process.presence.start({ connected: () => connected, onChanges: (told) => process.told.push(...told) });
    signals.open();
    onTestFinished(async () => {
      await process.presence?.close();
      await signals.close();
    });
    return process;
  }
}

class Process {
  presence: Presence | null = null;
  isWritable = true;
  /** What is written waits for it. */
  writable: Promise<void> = Promise.resolve();
  readonly told: PresenceJson[] = [];
  readonly written: Record<string, string>[] = [];
  readonly reports: string[] = [];

  at(deployment: Deployment, seconds: number): void {
    deployment.now = seconds * 1_000;
    this.presence?.tick();
  }
}

const online = (id: UserId, at: string): PresenceJson => ({ user_id: id, status: "online", last_seen: at });
const offline = (id: UserId, at: string): PresenceJson => ({ user_id: id, status: "offline", last_seen: at });

describe("presence", () => {
  it("is told on changes, not on each sign of life, in every process", async () => {
    const deployment = new Deployment();
    const [here, there] = [deployment.process(), deployment.process()];
    for (const second of [0, 30, 60]) {
      deployment.now = second * 1_000;
      here.presence?.beat(ada);
      here.presence?.tick();
      await vi.waitFor(async () => {
        expect(await there.presence?.of([ada])).toEqual([online(ada, `${second} s`)]);
      });
      there.presence?.tick();
    }
    expect([here.told, there.told]).toEqual([[online(ada, "0 s")], [online(ada, "0 s")]]);
    for (const process of [here, there]) {
      process.at(deployment, 119);
      expect(process.presence?.isOnline(ada)).toBe(true);
      process.at(deployment, 120);
      expect(process.told.at(-1)).toEqual(offline(ada, "60 s"));
    }
  });

  it("lasts as long as a stream is open, and is known to a process that starts later", async () => {
    const deployment = new Deployment();
    const here = deployment.process({ connected: [ada] });
    for (let second = 0; second <= 300; second += 1) here.at(deployment, second);
    expect(here.told).toEqual([online(ada, "0 s")]);
    const late = deployment.process();
    await vi.waitFor(() => {
      here.presence?.tick();
      expect(late.presence?.isOnline(ada)).toBe(true);
    });
  });

  it("is written when somebody goes, and otherwise once a minute", async () => {
    const deployment = new Deployment();
    const here = deployment.process({ connected: [ada] });
    here.presence?.beat(bob);
    for (let second = 1; second <= 150; second += 1) here.at(deployment, second);
    await vi.waitFor(() => expect(here.written).toEqual([{ ada: "60 s", bob: "0 s" }, { ada: "120 s" }]));
  });

  it("is read only after what was told has been written", async () => {
    const deployment = new Deployment();
    const here = deployment.process();
    const { promise, resolve } = Promise.withResolvers<void>();
    here.writable = promise;
    here.presence?.beat(ada);
    here.at(deployment, 60);
    expect(here.told.at(-1)).toEqual(offline(ada, "0 s"));
    const read = here.presence?.of([ada]);
    resolve();
    expect(await read).toEqual([offline(ada, "0 s")]);
  });

  it("is written later when it could not be", async () => {
    const deployment = new Deployment();
    const here = deployment.process({ isWritable: false });
    here.presence?.beat(ada);
    here.at(deployment, 60);
    await vi.waitFor(() => expect(here.reports).toEqual([expect.stringMatching(/could not be written: away/)]));
    here.isWritable = true;
    here.at(deployment, 120);
    await vi.waitFor(() => expect(here.written).toEqual([{ ada: "0 s" }]));
  });
});
