import type { RawClient } from "./raw-client.ts";
import type { RawReadMessage } from "./raw-read-messages.ts";
import type { RawFilter, RawPosition } from "./raw-requests.ts";
import { eventsIn, fresh } from "./table-server.ts";

/**
 * Two streams that nobody else writes to, one whose events match and one whose events do not, and a notation for what
 * a subscription says of them: #5 is the sixth of their events, @5 a checkpoint there, (@5) one without a prepare
 * position and = that it has caught up.
 */
export class SubscribedLog {
  readonly prefix = fresh("subscribed");
  readonly filter: RawFilter = { on: "stream", prefixes: [`${this.prefix}-m`] };
  readonly #client: RawClient;
  readonly #positions: string[] = [];
  #begin: RawPosition | "start" = "start";

  constructor(client: RawClient) {
    this.#client = client;
  }

  /** The sixth, the 71st and the 96th match. */
  static async ofAHundred(client: RawClient): Promise<SubscribedLog> {
    const log = new SubscribedLog(client);
    for (const [stream, count] of [
      ["n", 5],
      ["m", 1],
      ["n", 64],
      ["m", 1],
      ["n", 24],
      ["m", 1],
      ["n", 4],
    ] as const) {
      await log.append(stream, count);
    }
    return log;
  }

  async append(stream: "m" | "n", count: number, data = "{}"): Promise<void> {
    const name = `${this.prefix}-${stream}`;
    const events = Array.from({ length: count }, () => ({ type: name, data }));
    await this.#client.append({ stream: name, expected: "any", events });
    const filter = { on: "stream", prefixes: [this.prefix] } as const;
    const { messages } = await this.#client.read({ filter, from: this.#begin });
    const positions = eventsIn(messages).map(({ position }) => position);
    const known = this.#begin === "start" ? 0 : 1;
    this.#positions.push(...positions.slice(known).map(({ commit }) => commit));
    this.#begin = positions.at(-1) ?? "start";
  }

  at(index: number, offset = 0n): RawPosition {
    const position = String(BigInt(this.#positions[index] ?? 0) + offset);
    return { commit: position, prepare: position };
  }

  trace(messages: readonly RawReadMessage[]): string {
    return messages.map((message) => this.#notation(message)).join(" ");
  }

  #notation(message: RawReadMessage): string {
    if (message.kind === "caught up") return "=";
    if (message.kind === "event") return `#${this.#positions.indexOf(message.commit)}`;
    if (message.kind !== "checkpoint") return message.kind;
    const at = `@${this.#positions.indexOf(message.position.commit)}`;
    return message.position.prepare === message.position.commit ? at : `(${at})`;
  }
}
