import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KeyMissing, KeyRing } from "../../src/event-store/keys/key-ring.ts";
import { KeyTable } from "../../src/event-store/keys/key-table.ts";
import { MasterKey, masterKey } from "../../src/event-store/keys/master-key.ts";
import { StartRefused } from "../../src/platform/start-refused.ts";
import { migratedDatabase, query } from "../support/database.ts";

const master = new MasterKey(randomBytes(32));

let url: string;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  url = await migratedDatabase();
});

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** As a process of its own has it. */
function keyRing(): KeyRing {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const ring = new KeyRing(new KeyTable(pool, master), { connectionString: url }, () => undefined);
  ring.open();
  open.push({ close: () => ring.close() }, { close: () => pool.end() });
  return ring;
}

/** Cached, that is: the table is not asked for it any more. */
async function isCached(ring: KeyRing, id: string): Promise<boolean> {
  const asked = vi.spyOn(KeyTable.prototype, "byIds");
  try {
    await ring.forOpening(new Set([id]));
    return asked.mock.calls.length === 0;
  } finally {
    asked.mockRestore();
  }
}

describe("keys", () => {
  it("are durable before they are first used, and wrapped", async () => {
    const keys = await keyRing().forSealing(["person:ada", "month:c1:2026-11"]);
    const rows = await query<{ id: string; name: string; wrapped: Buffer }>(
      url,
      "select id, name, wrapped from keys.keys",
    );
    expect(rows.map(({ name }) => name).toSorted()).toEqual(["month:c1:2026-11", "person:ada"]);
    for (const { id, name, wrapped } of rows) {
      const key = keys.get(name as "person:ada");
      expect(key?.id).toBe(id);
      expect(key?.secret && wrapped.includes(key.secret)).toBe(false);
    }
  });

  it("are one for all processes that need one at the same moment", async () => {
    const rings = [keyRing(), keyRing(), keyRing(), keyRing()];
    const made = await Promise.all(rings.map((ring) => ring.forSealing(["person:ada", "person:bob"])));
    expect(new Set(made.map((keys) => keys.get("person:ada")?.id)).size).toBe(1);
    expect(new Set(made.map((keys) => keys.get("person:ada")?.secret?.toString("hex"))).size).toBe(1);
  });

  it("destroyed in one process, are forgotten in every other and never made again", async () => {
    const [one, other] = [keyRing(), keyRing()];
    const key = (await one.forSealing(["person:ada"])).get("person:ada");
    const id = key?.id ?? "";
    await vi.waitFor(async () => expect(await isCached(other, id)).toBe(true));
    await one.destroy(["person:ada"]);
    await vi.waitFor(async () => {
      expect((await other.forOpening(new Set([id]))).get(id)?.secret).toBeNull();
    });
    expect((await other.forSealing(["person:ada"])).get("person:ada")).toMatchObject({ id, secret: null });
    const [row] = await query(url, "select wrapped, destroyed_at is not null as gone from keys.keys");
    expect(row).toEqual({ wrapped: null, gone: true });
  });

  it("of a person who never had one, can be destroyed too", async () => {
    const ring = keyRing();
    await ring.destroy(["person:ada"]);
    expect((await ring.forSealing(["person:ada"])).get("person:ada")?.secret).toBeNull();
  });

  it("are forgotten by their owner, however many others are kept", async () => {
    const ring = keyRing();
    const others = Array.from({ length: 1_000 }, (_, n) => `month:c${n}:2026-01` as const);
    const keys = await ring.forSealing(["month:yard:2026-01", "month:yard:2026-02", ...others]);
    const [first = "", second = ""] = [...keys.values()].map(({ id }) => id);
    await vi.waitFor(async () => expect(await isCached(ring, second)).toBe(true));
    await ring.forOpening(new Set([first, second]));
    const asked: string[] = [];
    const isMeant = (name: string): boolean => asked.push(name) > 0 && name.endsWith("01");
    ring.forget({ owner: "month:yard", isMeant });
    expect(asked.toSorted()).toEqual(["month:yard:2026-01", "month:yard:2026-02"]);
    expect([await isCached(ring, first), await isCached(ring, second)]).toEqual([false, true]);
  });

  it("are not cached while a process cannot hear of their end", async () => {
    const ring = keyRing();
    const id = (await ring.forSealing(["person:ada"])).get("person:ada")?.id ?? "";
    await vi.waitFor(async () => expect(await isCached(ring, id)).toBe(true));
    const deaf =
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'";
    await query(url, deaf);
    await vi.waitFor(async () => expect(await isCached(ring, id)).toBe(false), { interval: 5 });
    await vi.waitFor(async () => expect(await isCached(ring, id)).toBe(true), { timeout: 5_000 });
  });

  it("that no table holds are missing, not erased", async () => {
    await expect(keyRing().forOpening(new Set(["not-there"]))).rejects.toThrow(KeyMissing);
  });
});

describe("the master key", () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "verbatim-keys-"));
    return () => rm(dataDir, { recursive: true });
  });

  it("is made once in the data folder, for its owner only", async () => {
    const made = await Promise.all([1, 2, 3].map(() => masterKey({ secretKey: undefined, dataDir })));
    const wrapped = made[0]?.wrap(Buffer.from("secret"), "id") ?? Buffer.alloc(0);
    for (const key of made) expect(key.unwrap(wrapped, "id").toString()).toBe("secret");
    expect((await stat(join(dataDir, "secret.key"))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(["secret.key"]);
  });

  it("is the same for all who start at the same moment: none of them finds it half made", async () => {
    for (let n = 0; n < 20; n += 1) {
      const folder = join(dataDir, `${n}`);
      const made = await Promise.all(
        Array.from({ length: 8 }, () => masterKey({ secretKey: undefined, dataDir: folder })),
      );
      const wrapped = made[0]?.wrap(Buffer.from("secret"), "id") ?? Buffer.alloc(0);
      for (const key of made) expect(key.unwrap(wrapped, "id").toString()).toBe("secret");
    }
  });

  it.each(["", "abc", "x".repeat(44), randomBytes(31).toString("base64"), randomBytes(33).toString("hex")])(
    "that is not 32 bytes is refused: %j",
    async (secretKey) => {
      await expect(masterKey({ secretKey, dataDir })).rejects.toThrow(/^SECRET_KEY: it must be 32 random bytes/);
    },
  );

  it("is taken in base64 and in hex", async () => {
    const bytes = randomBytes(32);
    const [one, other] = await Promise.all(
      (["base64", "hex"] as const).map((form) => masterKey({ secretKey: bytes.toString(form), dataDir })),
    );
    expect(other?.unwrap(one?.wrap(Buffer.from("x"), "id") ?? Buffer.alloc(0), "id").toString()).toBe("x");
  });

  it("damaged in its file stops the start and stays as it is", async () => {
    await writeFile(join(dataDir, "secret.key"), "half a k");
    await expect(masterKey({ secretKey: undefined, dataDir })).rejects.toThrow(StartRefused);
    expect(await readFile(join(dataDir, "secret.key"), "utf8")).toBe("half a k");
  });

  it("other than the one that the keys are wrapped with stops the start", async () => {
    const pool = new pg.Pool({ connectionString: url });
    open.push({ close: () => pool.end() });
    await new KeyTable(pool, master).assertMasterKey();
    await new KeyTable(pool, master).assertMasterKey();
    const wrong = new KeyTable(pool, new MasterKey(randomBytes(32)));
    await expect(wrong.assertMasterKey()).rejects.toThrow(/^SECRET_KEY: it is not the key/);
  });
});
