import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import type { MyMessageJson } from "../../src/api/schemas/message.ts";
import { Person, type Sent } from "../support/api-client.ts";
import { emptyDatabase } from "../support/database.ts";
import { eventStoreDb } from "../support/eventstoredb-under-test.ts";
import { ServerProcess } from "../support/server-process.ts";
import { StreamClient, type Heard } from "../support/stream-client.ts";
import { verbatim, type Said } from "../support/verbatim-command.ts";

// Three servers and six commands, one after the other.
vi.setConfig({ testTimeout: 240_000 });

const store = await eventStoreDb();
const prefix = `moving-${crypto.randomUUID().slice(0, 8)}_`;

interface Place {
  readonly settings: Readonly<Record<string, string>>;
  /** As `log copy` names it. */
  readonly url: string;
}

async function places(): Promise<{ postgres: Place; eventStore: Place }> {
  const folder = await mkdtemp(join(tmpdir(), "verbatim-moving-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const database = await emptyDatabase();
  const settings = {
    DATA_DIR: folder,
    DATABASE_URL: database,
    EVENT_STORE_PREFIX: prefix,
    DB_POOL_SIZE: "5",
    DB_MAX_OVERFLOW: "5",
  };
  return {
    postgres: { settings, url: database },
    eventStore: { settings: { ...settings, EVENT_STORE_URL: store.url }, url: store.url },
  };
}

async function started({ settings }: Place): Promise<ServerProcess> {
  const server = await ServerProcess.start(settings);
  onTestFinished(async () => void (await server.kill("SIGKILL")));
  await server.ready();
  return server;
}

/** Copies what is there, compares it, and has the read models made of it. */
async function move(from: Place, to: Place): Promise<Said> {
  const both = ["--from", from.url, "--to", to.url];
  const copied = await verbatim(["log", "copy", ...both], from.settings);
  expect(copied).toMatchObject({ exitCode: 0, output: expect.stringContaining("holds all of the source") as string });
  const compared = await verbatim(["log", "compare", ...both], from.settings);
  expect(compared).toMatchObject({ exitCode: 0, output: expect.stringContaining("Identical") as string });
  const adopted = await verbatim(["log", "adopt"], to.settings);
  expect(adopted).toMatchObject({ exitCode: 0, output: expect.stringMatching(/Made anew .+ lines/) as string });
  return copied;
}

async function wordsOf(person: Person, conversation: string, after: string): Promise<(string | null)[]> {
  const path = `/api/conversations/${conversation}/messages?limit=50&min_position=${after}`;
  const { json } = await person.get<{ messages: MyMessageJson[] }>(path);
  return json.messages.map(({ content }) => content).toSorted();
}

it(`people go on where they were when the log moves to EventStoreDB and back, on ${store.name}`, async () => {
  const { postgres, eventStore } = await places();
  const first = await started(postgres);
  const [ada, bob] = [await Person.register(first.url, "Ada"), await Person.register(first.url, "Bob")];
  const { id } = await ada.start({ name: "Move", member_ids: [bob.id] });
  const hears = await StreamClient.connect({ url: first.url, token: bob.token ?? "" });
  await ada.send(id, "before the move", { client_message_id: "m-1" });
  const told = (): unknown[] => hears.kept("new_message").map(({ data }) => (data["message"] as MyMessageJson).content);
  const resets = (): Heard[] => hears.kept("reset");
  await hears.until(() => told().length === 1);
  expect(await first.kill("SIGTERM")).toBe(0);
  await move(postgres, eventStore);

  const second = await started(eventStore);
  await hears.reconnect(second.url);
  await hears.until(() => resets().length === 1);
  expect(resets()).toMatchObject([{ data: { reason: "other_epoch" } }]);
  const again: Sent = await ada.at(second.url).send(id, "before the move", { client_message_id: "m-1" });
  const said = await ada.at(second.url).send(id, "in EventStoreDB");
  await hears.until(() => told().includes("in EventStoreDB"));
  expect(await wordsOf(bob.at(second.url), id, said.after)).toEqual(["before the move", "in EventStoreDB"]);
  expect(again.content).toBe("before the move");
  expect(await second.kill("SIGTERM")).toBe(0);

  const back = await move(eventStore, postgres);
  expect(back.output).not.toMatch(/there before {2}0\n/);
  const third = await started(postgres);
  const last = await bob.at(third.url).send(id, "back again");
  const all = ["back again", "before the move", "in EventStoreDB"];
  expect(await wordsOf(ada.at(third.url), id, last.after)).toEqual(all);
  await hears.reconnect(third.url);
  await hears.until(() => resets().length === 2);
  await hears.cut();
});

it("a log is not adopted under a running server, nor where there is none", async () => {
  const { postgres, eventStore } = await places();
  const server = await started(postgres);
  await Person.register(server.url, "Ada");
  const complaint = expect.stringMatching(/verbatim: A server keeps/) as string;
  expect(await verbatim(["log", "adopt"], postgres.settings)).toMatchObject({ exitCode: 1, complaint });
  const elsewhere = { ...eventStore.settings, EVENT_STORE_PREFIX: "nothing-is-here_" };
  const empty = expect.stringMatching(/holds no events/) as string;
  expect(await verbatim(["log", "adopt"], elsewhere)).toMatchObject({ exitCode: 1, complaint: empty });
});
