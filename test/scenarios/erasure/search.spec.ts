import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bareEnv } from "../../support/bare-env.ts";
import { urlOf, type ConnectionFile } from "../../../src/platform/postgres/embedded/connection-file.ts";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";
import type { MyConversationJson } from "../../../src/wire/conversation.ts";
import { ApiClient, made, password, Person, refusal, type LoggedIn } from "../../support/api-client.ts";
import { ServerProcess } from "../../support/server-process.ts";
import { StreamClient } from "../../support/stream-client.ts";
import { tracesInFiles, tracesInTables } from "./traces.ts";
import { ask, erased, lived, register, sought, type Erasure, type Life } from "./wilhelmine.ts";

const verbatim = join(import.meta.dirname, "../../../src/cli/verbatim.ts");
const settings = { MAIL_QUIET: "1", MAIL_QUIET_GROUP: "1", DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "5" };

let folder: string;
let dataDir: string;
let server: ServerProcess;
let life: Life;
let before: { readonly tables: readonly string[]; readonly files: readonly string[] };
let bobs: StreamClient;
let theirs: StreamClient;
let resumedFrom: string | undefined;
let erasure: Erasure;

const inFolder = (name: string): string => join(folder, name);

async function start(data: string): Promise<ServerProcess> {
  const started = await ServerProcess.start({ DATA_DIR: data, ...settings });
  await started.ready();
  return started;
}

async function run(data: string, ...args: readonly string[]): Promise<string> {
  const env = { ...bareEnv, DATA_DIR: data, ...settings };
  return (await promisify(execFile)(process.execPath, [verbatim, ...args], { env })).stdout;
}

async function databaseOf(data: string): Promise<string> {
  return urlOf(JSON.parse(await readFile(join(data, "postgres.json"), "utf8")) as ConnectionFile);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verbatim-erasure-"));
  dataDir = inFolder("data");
  server = await start(dataDir);
  life = await lived(server.url);
  const { root, bob, wil, group } = life;
  await run(dataDir, "backup", inFolder("older"));
  await cp(inFolder("older"), inFolder("elsewhere"), { recursive: true });
  before = {
    tables: await tracesInTables(await databaseOf(dataDir), sought),
    files: await tracesInFiles(dataDir, sought),
  };
  bobs = await StreamClient.connect({ url: server.url, token: bob.token ?? "" });
  theirs = await StreamClient.connect({ url: server.url, token: wil.token ?? "" });
  await wil.send(group, `${sought.word} again`);
  await bobs.until(() => bobs.kept("new_message").length === 1);
  resumedFrom = bobs
    .kept()
    .at(0)
    ?.id?.replace(/\d+\.\d+$/, "1.0");
  await ask(root, wil);
  await theirs.ended();
  erasure = await erased(root, wil);
}, 300_000);

afterAll(async () => {
  await bobs.cut();
  await server.kill("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

describe("after somebody was erased", () => {
  it("their words and names, which were in tables and files, are in none of them", async () => {
    for (const name of Object.keys(sought)) {
      expect(before.tables.some((trace) => trace.startsWith(`${name} in`))).toBe(true);
      expect(before.files.some((trace) => trace.startsWith(`${name} in`))).toBe(true);
    }
    expect(await tracesInTables(await databaseOf(dataDir), sought)).toEqual([]);
    expect(await tracesInFiles(dataDir, sought)).toEqual([]);
    expect(erasure).toEqual({ number: 1, state: "done", remains: [] });
  });

  it("they are out, everywhere and for ever", async () => {
    const { root, wil } = life;
    expect((await wil.get("/api/users/me")).status).toBe(401);
    const login = { username: sought.username, password };
    expect((await new ApiClient(server.url).post("/api/auth/login", login)).status).toBe(401);
    expect((await root.patch(`/api/admin/users/${wil.id}`, { is_disabled: false })).status).toBe(404);
  });

  it("others see who it was by a number, and that something was said", async () => {
    const { bob, wil, group, said, forwarded } = life;
    const { messages } = made(
      await bob.get<{ messages: MyMessageJson[] }>(`/api/conversations/${group}/messages?limit=100`),
    );
    const ofTheirs = messages.filter(({ sender_id: sender }) => sender === wil.id);
    expect(ofTheirs.length).toBeGreaterThan(4);
    for (const message of ofTheirs.filter(({ message_type: type }) => type !== "system"))
      expect(message).toMatchObject({
        sender_display_name: "Erased person 1",
        content: "",
        data: null,
        is_deleted: true,
      });
    const onward = messages.find(({ id }) => id === forwarded);
    expect(onward).toMatchObject({ content: "", forwarded_from: { sender_display_name: "Erased person 1" } });
    const reply = messages.find(({ content }) => content === "I reply");
    expect(reply?.reply_to).toMatchObject({ sender_display_name: "Erased person 1", preview: "" });
    expect(made(await bob.get<MyMessageJson>(`/api/messages/${said.id}`))).toMatchObject({
      content: "",
      is_pinned: true,
    });
    for (const path of [
      "/api/saved",
      `/api/conversations/${group}/pins`,
      "/api/conversations",
      `/api/conversations/${group}/report`,
    ])
      for (const text of Object.values(sought)) expect(JSON.stringify((await bob.get(path)).json)).not.toContain(text);
    const hits = made(await bob.get<{ results: unknown[] }>(`/api/search?q=${sought.word}`));
    expect(JSON.stringify(hits)).not.toContain(said.id);
    const user = made(await bob.get<{ is_erased: boolean }>(`/api/users/${wil.id}`));
    expect(user).toMatchObject({ username: null, display_name: "Erased person 1", is_erased: true });
  });

  it("a stream that goes on from before tells none of their words", async () => {
    const { bob, wil } = life;
    const again = await StreamClient.connect({ url: server.url, token: bob.token ?? "", lastEventId: resumedFrom });
    await again.until(() => again.kept("user_updated").some(({ data }) => data["user_id"] === wil.id));
    await again.cut();
    for (const text of Object.values(sought)) expect(JSON.stringify(again.heard)).not.toContain(text);
    expect(bobs.kept("user_updated").at(-1)?.data).toMatchObject({
      user: { display_name: "Erased person 1", is_erased: true },
    });
  });

  it("what they owned is another's, and a direct conversation with them is for reading", async () => {
    const { bob, direct, theirs: owned } = life;
    const conversation = made(await bob.get<MyConversationJson>(`/api/conversations/${owned}`));
    expect(conversation).toMatchObject({ my_role: "owner", owner_ids: [bob.id] });
    expect(made(await bob.get<MyConversationJson>(`/api/conversations/${direct}`)).display_name).toBe(
      "Erased person 1",
    );
    const answer = await bob.post(`/api/conversations/${direct}/messages`, { content: "Hello?" });
    expect(refusal(answer)).toMatchObject({ status: 403, code: "forbidden" });
  });

  it("nothing of it is in a backup that is made afterwards", async () => {
    await run(dataDir, "backup", inFolder("newer"));
    expect(await tracesInFiles(inFolder("newer"), sought)).toEqual([]);
  });

  it("their username and address are free for somebody else", async () => {
    const another = await register(server.url);
    expect(another.id).not.toBe(life.wil.id);
    expect(
      made(await new ApiClient(server.url).post<LoggedIn>("/api/auth/login", { username: sought.username, password }))
        .user.id,
    ).toBe(another.id);
  });
});

describe("a backup from before somebody was erased", () => {
  it.each([
    ["that was reached", "older", []],
    ["that was elsewhere, with the newest list", "elsewhere", ["--erased", "list.ndjson"]],
  ])("%s shows nothing more, once it is restored", { timeout: 180_000 }, async (_, backup, options) => {
    const data = inFolder(`restored-${backup}`);
    await cp(dataDir, data, { recursive: true, filter: (path) => path === dataDir || path.endsWith("secret.key") });
    const list = await run(dataDir, "people", "erased");
    const { writeFile } = await import("node:fs/promises");
    await writeFile(inFolder("list.ndjson"), list);
    const given = options.map((option) => (option.endsWith(".ndjson") ? inFolder(option) : option));
    expect(await run(data, "restore", inFolder(backup), ...given)).toContain("Restored as of");
    const restored = await start(data);
    try {
      const root = life.root.at(restored.url);
      const { group, wil } = life;
      expect(await erased(root, wil)).toEqual({ number: 1, state: "done", remains: [] });
      const { messages } = made(
        await root.get<{ messages: MyMessageJson[] }>(`/api/conversations/${group}/messages?limit=100`),
      );
      expect(messages.some(({ content }) => content === "I reply")).toBe(true);
      expect(messages.find(({ id }) => id === life.said.id)).toMatchObject({
        content: "",
        sender_display_name: "Erased person 1",
      });
      expect(
        (await new Person(restored.url, { user: wil.user, token: wil.token ?? "" }).get("/api/users/me")).status,
      ).toBe(401);
      expect(await tracesInTables(await databaseOf(data), sought)).toEqual([]);
      expect(await tracesInFiles(data, sought)).toEqual([]);
    } finally {
      await restored.kill("SIGTERM");
    }
  });
});
