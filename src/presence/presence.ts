import { z } from "zod";
import { isUserId, type UserId } from "../domain/ids.ts";
import type { Signals } from "../platform/signals/signals.ts";
import { reasonOf } from "../platform/start-refused.ts";
import type { PresenceJson } from "../wire/ephemeral.ts";
import type { Clock } from "./clock.ts";
import type { LastSeen } from "./last-seen.ts";
import { OnlinePeople, type Moment } from "./online-people.ts";
import { OwnPeople } from "./own-people.ts";

export interface PresenceOptions {
  readonly signals: Signals;
  readonly lastSeen: LastSeen;
  readonly clock: Clock;
  /** After so many milliseconds without a sign of life somebody is offline. */
  readonly offlineAfterMs: number;
  readonly report: (sentence: string) => void;
}

export interface Watching {
  /** Everybody with an open stream here, which is a sign of life as long as it is. */
  readonly connected: () => Iterable<UserId>;
  /** Told of who came and who went, wherever that was. */
  readonly onChanges: (changes: readonly PresenceJson[]) => void;
}

/** People, and how many milliseconds ago their sign was given. */
const seen = z.array(z.tuple([z.custom<UserId>(isUserId), z.number().min(0)]));
const topics = { seen: "presence", hello: "presence wanted" };

const tickMs = 500;
const writeEveryMs = 60_000;
/** So many people to a signal: their ids fit. */
const peopleInSignal = 50;

/**
 * Who is online, in all processes: each tells the others of its own people's signs of life from time to time, and takes
 * for offline whom it has not heard of for too long. So a process that dies takes its people with it.
 */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #online: OnlinePeople;
  readonly #own: OwnPeople;
  readonly #changes: PresenceJson[] = [];
  #unwritten = new Map<UserId, Moment>();
  #writtenAt: Moment;
  #writing: Promise<void> = Promise.resolve();
  #watching: Watching | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: PresenceOptions) {
    const { signals, clock, offlineAfterMs } = options;
    this.#options = options;
    this.#online = new OnlinePeople(offlineAfterMs);
    // Two signals may be lost without anybody seeming to leave.
    this.#own = new OwnPeople(offlineAfterMs / 3);
    this.#writtenAt = clock.now();
    signals.hear(topics.seen, (payload) => this.#hear(payload));
    signals.hear(topics.hello, () => this.#own.tellAgain());
    signals.onListening(() => signals.send(topics.hello, null));
  }

  start(watching: Watching): void {
    this.#watching = watching;
    this.#timer = setInterval(() => this.tick(), tickMs);
  }

  /** A sign of life. */
  beat(id: UserId): void {
    const now = this.#options.clock.now();
    this.#own.seen(id, now);
    this.#unwritten.set(id, now);
    this.#seen(id, now);
  }

  isOnline(id: UserId): boolean {
    return this.#online.lastSign(id) !== null;
  }

  /** In the order of the ids. Who may know is asked before. @throws an outage */
  async of(ids: readonly UserId[]): Promise<readonly PresenceJson[]> {
    // Whoever is told that somebody went may ask at once.
    await this.#writing;
    const offline = await this.#options.lastSeen.read(ids.filter((id) => !this.isOnline(id)));
    return ids.map(
      (id) => this.#onlineNow(id) ?? { user_id: id, status: "offline", last_seen: offline.get(id) ?? null },
    );
  }

  /** What time brings: streams that are still open, news for other processes, and those who went. */
  tick(): void {
    const { clock } = this.#options;
    const now = clock.now();
    for (const id of this.#watching?.connected() ?? []) this.beat(id);
    this.#tellOthers(now);
    const gone = this.#online.expire(now);
    for (const [id, at] of gone) {
      this.#own.forget(id);
      this.#unwritten.set(id, at);
      this.#changes.push({ user_id: id, status: "offline", last_seen: clock.timeOf(at) });
    }
    if (this.#changes.length > 0) this.#watching?.onChanges(this.#changes.splice(0));
    if (gone.size > 0 || this.#writtenAt <= now - writeEveryMs) this.#write(now, gone);
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#writing;
    this.#write(this.#options.clock.now(), null);
    await this.#writing;
  }

  #onlineNow(id: UserId): PresenceJson | null {
    const at = this.#online.lastSign(id);
    return at === null ? null : { user_id: id, status: "online", last_seen: this.#options.clock.timeOf(at) };
  }

  #seen(id: UserId, at: Moment): void {
    if (!this.#online.seen(id, at)) return;
    this.#changes.push({ user_id: id, status: "online", last_seen: this.#options.clock.timeOf(at) });
  }

  #tellOthers(now: Moment): void {
    const news = [...this.#own.toTell(now)].map(([id, at]) => [id, Math.round(now - at)]);
    for (let from = 0; from < news.length; from += peopleInSignal)
      this.#options.signals.send(topics.seen, news.slice(from, from + peopleInSignal));
  }

  #hear(payload: unknown): void {
    const { clock, offlineAfterMs, report } = this.#options;
    const told = seen.safeParse(payload);
    if (!told.success) return report("Another process said nothing that makes sense of who is online.");
    const now = clock.now();
    for (const [id, ago] of told.data) if (ago < offlineAfterMs) this.#seen(id, now - ago);
  }

  /** @param only these, null: all that were seen since. What cannot be written is kept for the next time. */
  #write(now: Moment, only: ReadonlyMap<UserId, Moment> | null): void {
    const isAll = only === null || this.#writtenAt <= now - writeEveryMs;
    const due = isAll ? this.#unwritten : new Map(only);
    if (isAll) {
      this.#unwritten = new Map();
      this.#writtenAt = now;
    } else for (const id of due.keys()) this.#unwritten.delete(id);
    const { clock, lastSeen, report } = this.#options;
    const times = new Map([...due].map(([id, at]) => [id, clock.timeOf(at)]));
    this.#writing = this.#writing
      .then(() => lastSeen.write(times))
      .catch((error: unknown) => {
        report(`When people were last seen could not be written: ${reasonOf(error)}`);
        for (const [id, at] of due) if (!this.#unwritten.has(id)) this.#unwritten.set(id, at);
      });
  }
}
