import { createPublicKey, verify } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { emptyDatabase, query } from "../../support/database.ts";
import { made, Person, refusal } from "../../support/api-client.ts";
import { ServerProcess } from "../../support/server-process.ts";

interface CheckpointJson {
  readonly epoch: string;
  readonly format: string;
  readonly key: string;
  readonly map: string;
  readonly signature: string;
  readonly size: number;
  readonly time: string;
  readonly tree: string;
}

interface Shown {
  readonly checkpoint: CheckpointJson;
  readonly public_key: string;
}

let folder: string;
let databaseUrl: string;
let server: ServerProcess;
let ada: Person;
let zoe: Person;

const start = async (): Promise<ServerProcess> => {
  const started = await ServerProcess.start({ DATA_DIR: folder, DATABASE_URL: databaseUrl });
  await started.ready();
  return started;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verbatim-proof-"));
  databaseUrl = await emptyDatabase();
  server = await start();
  ada = await Person.register(server.url, "ada");
  zoe = await Person.register(server.url, "zoe");
  made(await ada.patch(`/api/admin/users/${zoe.id}`, { roles: ["auditor"] }));
});

afterAll(async () => {
  await server.kill("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

const checkpoint = async (asked = "?now=true"): Promise<Shown> =>
  made(await zoe.get<Shown>(`/api/audit/checkpoint${asked}`));

const countEvents = async (): Promise<number> =>
  Number((await query<{ count: string }>(databaseUrl, "select count(*) from log.events"))[0]?.count);

function isSigned({ checkpoint: said, public_key: publicKey }: Shown): boolean {
  const { format, epoch, size, tree, map, time, key: keyId, signature } = said;
  const lines = [
    format,
    `epoch ${epoch}`,
    `size ${size}`,
    `tree ${tree}`,
    `map ${map}`,
    `time ${time}`,
    `key ${keyId}`,
  ];
  const der = Buffer.from(`302a300506032b6570032100${publicKey}`, "hex");
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  return verify(null, Buffer.from(lines.map((line) => `${line}\n`).join("")), key, Buffer.from(signature, "hex"));
}

describe("an auditor", () => {
  it("is given a checkpoint of all that was written, signed by the server", async () => {
    const { id } = await ada.start({ kind: "group", name: "Lunch", member_ids: [zoe.id] });
    await ada.send(id, "Soup?");
    const shown = await checkpoint();
    expect(shown.checkpoint.size).toBe(await countEvents());
    expect(isSigned(shown)).toBe(true);
    expect(await checkpoint("")).toEqual(shown);
    expect(await checkpoint(`?size=${shown.checkpoint.size}`)).toEqual(shown);
  });

  it("finds each checkpoint in a file, with the key beside them", async () => {
    await ada.start({ kind: "group", name: "Work", member_ids: [zoe.id] });
    const shown = await checkpoint();
    const read = async (name: string): Promise<string> => readFile(join(folder, "checkpoints", name), "utf8");
    await vi.waitFor(async () => expect(JSON.parse(await read("latest.json"))).toEqual(shown.checkpoint), {
      timeout: 10_000,
    });
    const { number } = (
      await query<{ number: string }>(databaseUrl, "select max(number) as number from proof.checkpoints")
    )[0] ?? { number: "" };
    const name = `${number.padStart(8, "0")}-${shown.checkpoint.size}.json`;
    expect(JSON.parse(await read(`${shown.checkpoint.time.slice(0, 10)}/${name}`))).toEqual(shown.checkpoint);
    expect(await read("public-key.txt")).toBe(`${shown.public_key}\n`);
  });

  it("is proved events, that the log went on from an earlier one, and what a conversation came to", async () => {
    const earlier = (await checkpoint()).checkpoint;
    const { id } = await ada.start({ kind: "group", name: "Later", member_ids: [zoe.id] });
    const { size } = (await checkpoint()).checkpoint;
    const proof = async (asked: string): Promise<unknown> => made(await zoe.get(`/api/audit/proof?${asked}`));
    const hashes = expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{64}$/)]) as unknown;
    expect(await proof("kind=inclusion&index=0")).toEqual({ kind: "inclusion", index: 0, size, proof: hashes });
    expect(await proof(`kind=consistency&from=${earlier.size}`)).toEqual({
      kind: "consistency",
      from: earlier.size,
      to: size,
      proof: hashes,
    });
    const events = await query(databaseUrl, "select from log.events where stream = $1", [`conversation-${id}`]);
    expect(await proof(`kind=conversation&conversation_id=${id}`)).toMatchObject({
      conversation_id: id,
      size,
      map_proof: { count: events.length, last_index: size - 1 },
    });
    expect(await proof(`kind=conversation&conversation_id=${id}&size=${earlier.size}`)).toMatchObject({
      size: earlier.size,
      map_proof: { count: 0, found: { key: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown } },
    });
  });

  it("is told what is wrong with what they ask", async () => {
    const { size } = (await checkpoint()).checkpoint;
    const refused = async (asked: string): Promise<unknown> => refusal(await zoe.get(`/api/audit/${asked}`));
    const wrong = (path: string): unknown => ({ status: 400, code: "validation_failed", paths: [path] });
    expect(await refused("proof?kind=inclusion")).toEqual(wrong("index"));
    expect(await refused(`proof?kind=inclusion&index=${size}`)).toEqual(wrong("index"));
    expect(await refused(`proof?kind=inclusion&index=0&size=${size + 1}`)).toEqual(wrong("size"));
    expect(await refused("proof?kind=consistency")).toEqual(wrong("from"));
    expect(await refused(`proof?kind=consistency&from=2&to=1`)).toEqual(wrong("from"));
    expect(await refused("proof?kind=conversation")).toEqual(wrong("conversation_id"));
    expect(await refused("checkpoint?size=1&now=true")).toEqual(wrong("now"));
    expect(await refused(`checkpoint?size=${size + 1}`)).toMatchObject({ status: 404 });
    expect(await refused(`proof?kind=conversation&conversation_id=x&size=${size + 1}`)).toMatchObject({ status: 404 });
  });

  it("alone is: nobody else, not an administrator either", async () => {
    expect((await ada.get("/api/audit/checkpoint")).status).toBe(403);
    expect((await ada.get("/api/audit/proof?kind=consistency&from=0")).status).toBe(403);
  });
});

describe("the server", () => {
  it("makes checkpoints by itself, and goes on with them after it was killed, with the same key", async () => {
    const before = await checkpoint();
    await server.kill("SIGKILL");
    server = await start();
    [ada, zoe] = [ada, zoe].map(({ user, token = "" }) => new Person(server.url, { user, token })) as [Person, Person];
    await query(databaseUrl, "update proof.checkpoints set made_at = made_at - interval '10 minutes'");
    await ada.start({ kind: "group", name: "After", member_ids: [zoe.id] });
    await vi.waitFor(
      async () => expect((await checkpoint("")).checkpoint.size).toBeGreaterThan(before.checkpoint.size),
      { timeout: 10_000 },
    );
    const after = await checkpoint("");
    expect(isSigned(after)).toBe(true);
    expect(after.public_key).toBe(before.public_key);
  });
});
