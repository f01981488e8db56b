import { afterAll, beforeAll } from "vitest";
import { EventStoreDbServer } from "../index.ts";
import { RawClient } from "../raw/client.ts";
import type { RawPosition } from "../raw/requests.ts";
import type { RawReadMessage, RawRecordedEvent } from "../raw/read-messages.ts";

const url = process.env["EVENTSTOREDB_TEST_URL"];

/** Says in each test's title which server it was. */
export const serverName = url ? `EventStoreDB at ${new URL(url).host}` : "the protocol server";

export const needsFaults = "a real server has no faults on demand";
export const isReal = Boolean(url);

/** The server whose answers are compared: the real one where `EVENTSTOREDB_TEST_URL` names it, else ours. */
export class TableServer {
  client!: RawClient;
  #own: EventStoreDbServer | undefined;
  #url = "";

  /** Starts before the tests of a file and stops after them. */
  static forThisFile(): TableServer {
    const server = new TableServer();
    beforeAll(async () => {
      server.#own = url ? undefined : await EventStoreDbServer.start();
      server.#url = url ?? server.own.url;
      server.client = new RawClient(server.#url);
    });
    afterAll(async () => {
      server.client.close();
      await server.#own?.stop();
    });
    return server;
  }

  get url(): string {
    return this.#url;
  }

  /** The position of the last event of all, whoever wrote it. */
  async head(): Promise<RawPosition> {
    const { messages } = await this.client.read({ from: "end", backwards: true, count: 1 });
    const [event] = eventsIn(messages);
    if (event === undefined) throw new Error("The server's log is empty.");
    return event.position;
  }

  /** Only where the server is ours. */
  get own(): EventStoreDbServer {
    if (this.#own === undefined) throw new Error(needsFaults);
    return this.#own;
  }
}

/** A name no other test and no earlier run has used. */
export const fresh = (name: string): string => `${name}-${crypto.randomUUID()}`;

export const eventsIn = (messages: readonly RawReadMessage[]): RawRecordedEvent[] =>
  messages.flatMap((message) => (message.kind === "event" ? [message.event] : []));

export const revisionsIn = (messages: readonly RawReadMessage[]): number[] =>
  eventsIn(messages).map(({ revision }) => Number(revision));
