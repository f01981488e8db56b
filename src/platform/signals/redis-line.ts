import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { openRedis } from "../redis.ts";
import type { Hearing, SignalLine } from "./line.ts";

export interface RedisLineOptions {
  /** The process's connection, which says when it is lost; it is not ended here. */
  readonly redis: Redis;
  /** For another one, which does nothing but listen. */
  readonly url: string;
  /** Of one deployment: a Redis may serve several, and its numbered databases do not keep channels apart. */
  readonly channel: string;
}

/** By pub/sub, to all processes on the same channel. */
export class RedisLine implements SignalLine {
  readonly mostBytes = 64 * 1_024;
  readonly paceMs = 10;
  readonly #options: RedisLineOptions;
  /** Each text begins with who says it, since Redis gives one's own back. */
  readonly #self = randomUUID();
  #listening: Redis | null = null;

  constructor(options: RedisLineOptions) {
    this.#options = options;
  }

  open({ onText, onListening }: Hearing): void {
    const listening = openRedis(this.#options.url, () => undefined); // lost with the other one, which says so
    this.#listening = listening;
    listening.on("message", (_, said) => {
      const from = said.slice(0, this.#self.length);
      if (from !== this.#self) onText(said.slice(from.length));
    });
    listening.on("ready", () => void this.#subscribe(listening, onListening));
  }

  async send(text: string): Promise<void> {
    const { redis, channel } = this.#options;
    if (redis.status !== "ready") return;
    await redis.publish(channel, this.#self + text).catch(() => undefined); // lost
  }

  close(): Promise<void> {
    const listening = this.#listening;
    this.#listening = null;
    listening?.disconnect();
    return Promise.resolve();
  }

  async #subscribe(listening: Redis, onListening: () => void): Promise<void> {
    try {
      await listening.subscribe(this.#options.channel);
      onListening();
    } catch {
      if (this.#listening === listening) listening.disconnect(true); // connected again, it tries again
    }
  }
}
