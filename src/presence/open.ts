import type pg from "pg";
import type { Redis } from "ioredis";
import { PostgresLine } from "../platform/signals/postgres-line.ts";
import { RedisLine } from "../platform/signals/redis-line.ts";
import { Signals } from "../platform/signals/signals.ts";
import type { DeviceEvent, PresenceJson, TypingChange } from "../wire/ephemeral.ts";
import type { UserId } from "../domain/ids.ts";
import { processClock } from "./clock.ts";
import { Devices } from "./devices.ts";
import { lastSeenTable } from "./last-seen.ts";
import { Presence } from "./presence.ts";
import { Typing } from "./typing.ts";

export interface EphemeraOptions {
  readonly pool: pg.Pool;
  /** How the other processes are reached; null where there are none. */
  readonly others: Others | null;
  readonly offlineAfterMs: number;
  readonly report: (sentence: string) => void;
}

export type Others =
  | { readonly by: "redis"; readonly redis: Redis; readonly url: string; readonly channel: string }
  | { readonly by: "postgres"; readonly connection: pg.ClientConfig };

/** Those who are connected to this process. */
export interface Here {
  connected(): Iterable<UserId>;
  presence(changes: readonly PresenceJson[]): void;
  typing(change: TypingChange): void;
  device(userId: UserId, event: DeviceEvent): void;
}

/** What people tell each other in passing: that they are there, that they type. */
export interface Ephemera extends AsyncDisposable {
  readonly presence: Presence;
  readonly typing: Typing;
  readonly devices: Devices;
  /** Until then nobody here is told anything. */
  start(here: Here): void;
}

export function openEphemera({ pool, others, offlineAfterMs, report }: EphemeraOptions): Ephemera {
  const signals = new Signals(lineTo(others, report), report);
  const clock = processClock;
  const presence = new Presence({ signals, lastSeen: lastSeenTable(pool), clock, offlineAfterMs, report });
  const typing = new Typing({ signals, clock, report });
  const devices = new Devices({ signals, report });
  return {
    presence,
    typing,
    devices,
    start(here) {
      presence.start({ connected: () => here.connected(), onChanges: (changes) => here.presence(changes) });
      typing.start((change) => here.typing(change));
      devices.start((userId, event) => here.device(userId, event));
      signals.open();
    },
    async [Symbol.asyncDispose]() {
      typing.close();
      await presence.close();
      await signals.close();
    },
  };
}

function lineTo(others: Others | null, report: (sentence: string) => void): PostgresLine | RedisLine | null {
  switch (others?.by) {
    case "redis":
      return new RedisLine(others);
    case "postgres":
      return new PostgresLine(others.connection, report);
    case undefined:
      return null;
  }
}
