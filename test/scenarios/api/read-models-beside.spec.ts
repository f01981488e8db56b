import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { readModels } from "../../../src/projections/reads/read-models.ts";
import { made, Person, refusal, type Sent } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";
import { StreamClient } from "../../support/stream-client.ts";

const server = apiServer({ RATE_LIMITS: "off" });
const sendEveryMs = 16;

interface Build {
  readonly id: string;
  readonly is_active: boolean;
  readonly is_previous: boolean;
  readonly is_ready: boolean;
  readonly state: string;
  readonly error: string | null;
  readonly stopped_at: { readonly position: string; readonly event_id: string } | null;
}
interface ReadModel {
  readonly name: string;
  readonly builds: readonly Build[];
}
interface Comparison {
  readonly is_level: boolean;
  readonly tables: readonly { readonly differing: number; readonly from: number; readonly to: number }[];
  readonly rows: readonly object[];
}

let ada: Person;
let bob: Person;
let otto: Person;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
  [bob, otto] = [await Person.register(server.url, "bob"), await Person.register(server.url, "otto")];
  await query(server.databaseUrl, "update accounts.accounts set roles = '{operator}' where user_id = $1", [otto.id]);
});

const at = (name: string, what: string): string => `/api/operations/projections/${name}/${what}`;

async function buildsOf(name: string): Promise<readonly Build[]> {
  const { projections } = made(await otto.get<{ projections: ReadModel[] }>("/api/operations/projections"));
  return projections.find((each) => each.name === name)?.builds ?? [];
}

const inWords = (builds: readonly Build[]): readonly string[] =>
  builds.map((each) => `${each.id}${each.is_active ? " active" : ""}${each.is_previous ? " previous" : ""}`);

async function untilReady(name: string): Promise<void> {
  await vi.waitFor(
    async () => {
      for (const build of await buildsOf(name)) expect(build).toMatchObject({ is_ready: true, error: null });
    },
    { timeout: 30_000, interval: 100 },
  );
}

/** Ada writes, bob reads what she wrote wherever it shows, until they are told to stop. Whatever fails, they remember. */
class Talk {
  readonly sent: Sent[] = [];
  readonly failed: unknown[] = [];
  readonly #over = new AbortController();
  readonly #id: string;
  readonly #going: Promise<unknown>;

  constructor(id: string) {
    this.#id = id;
    this.#going = Promise.all([this.#write(), this.#read()]);
  }

  async end(): Promise<void> {
    this.#over.abort();
    await this.#going;
  }

  async #write(): Promise<void> {
    while (!this.#over.signal.aborted) {
      await ada.send(this.#id, `harvest ${this.sent.length}`).then(
        (sent) => this.sent.push(sent),
        (error: unknown) => this.failed.push(error),
      );
      await pause(sendEveryMs);
    }
  }

  async #read(): Promise<void> {
    for (let n = 0; !this.#over.signal.aborted; n += 1) {
      const last = this.sent.at(-1);
      const shows = last ? `min_position=${last.after}` : "";
      const paths = [
        `/api/conversations/${this.#id}/messages?${shows}`,
        `/api/conversations?${shows}`,
        `/api/search?q=harvest&${shows}`,
        `/api/conversations/${this.#id}/members?${shows}`,
        `/api/sync?after=${encodeURIComponent(last?.after ?? "2099-01-01T00:00:00.000Z")}`,
        "/api/teams",
        "/api/announcements",
        "/api/users?query=ada",
      ];
      const path = paths[n % paths.length] ?? "";
      const { status, json } = await bob.get(path);
      if (status !== 200) this.failed.push({ path, status, json });
      const isNew = path.includes("/messages?") && last && !JSON.stringify(json).includes(last.id);
      if (isNew) this.failed.push({ path, missing: last.id });
    }
  }
}

describe("while people write and read", () => {
  it("each read model is made anew, compared, switched to, gone back from and dropped, and nobody notices", async () => {
    const { id } = await ada.start({ kind: "group", name: "Yard", member_ids: [bob.id] });
    const stream = await StreamClient.connect({ url: server.url, token: bob.token ?? "" });
    const talk = new Talk(id);
    for (const name of readModels) {
      const { builds } = made(await otto.post<ReadModel>(at(name, "rebuild")));
      expect(inWords(builds)).toEqual(["1.1 active", "1.2"]);
      await untilReady(name);
      const { tables, rows } = made(await otto.get<Comparison>(at(name, "diff?whole=true")));
      expect([name, rows, tables.map(({ differing }) => differing)]).toEqual([name, [], tables.map(() => 0)]);
      const switched = made(await otto.post<ReadModel>(at(name, "switch"), { reason: "To try it." }));
      expect(inWords(switched.builds)).toEqual(["1.1 previous", "1.2 active"]);
      expect(refusal(await otto.post(at(name, "switch"), {})).code).toBe("conflict"); // a second operator's
      const back = made(await otto.post<ReadModel>(at(name, "rollback"), {}));
      expect(inWords(back.builds)).toEqual(["1.1 active", "1.2 previous"]);
      made(await otto.post<ReadModel>(at(name, "rollback"), {}));
      made(await otto.delete(at(name, "versions/1.1")));
      expect(inWords(await buildsOf(name))).toEqual(["1.2 active"]);
    }
    await talk.end();
    expect(talk.failed).toEqual([]);
    await stream.until(() => stream.kept("new_message").length >= talk.sent.length);
    const heard = stream.kept("new_message").map(({ data }) => (data["message"] as { id: string }).id);
    expect(heard).toEqual(talk.sent.map((sent) => sent.id));
    await stream.cut();
    const told = await query<{ type: string; by: string }>(
      server.databaseUrl,
      "select type, data::jsonb ->> 'by' as by from log.events where stream = 'operations' order by position",
    );
    expect(told).toEqual(readModels.flatMap(() => [0, 1, 2].map(() => ({ type: "ReadModelSwitched", by: otto.id }))));
  }, 240_000);
});

describe("an operator", () => {
  it("has what is stopped at an event try again, or leave it out", async () => {
    const { id } = await ada.start({ kind: "group", name: "Hall", member_ids: [bob.id] });
    await query(
      server.databaseUrl,
      "alter table lines_v1.lines add constraint no_nonsense check (content <> 'nonsense')",
    );
    await ada.send(id, "nonsense");
    const stopped = await vi.waitFor(
      async () => {
        const [build] = await buildsOf("lines");
        expect(build).toMatchObject({ state: "stopped", error: expect.stringContaining("no_nonsense") as string });
        return build;
      },
      { timeout: 20_000 },
    );
    const position = stopped?.stopped_at?.position ?? "";
    made(await otto.post(at("lines", "retry"), { reason: "Maybe now." }));
    await vi.waitFor(async () => expect((await buildsOf("lines"))[0]).toMatchObject({ state: "stopped" }), 20_000);
    expect(refusal(await otto.post(at("lines", "skip"), { position: "1", reason: "no" })).code).toBe("conflict");
    expect(refusal(await otto.post(at("lines", "skip"), { position })).code).toBe("validation_failed");
    made(await otto.post(at("lines", "skip"), { position, reason: "Nonsense." }));
    const { after } = await ada.send(id, "sense");
    const page = made(await bob.get(`/api/conversations/${id}/messages?min_position=${after}`));
    expect(JSON.stringify(page)).toContain("sense");
    expect(JSON.stringify(page)).not.toContain("nonsense");
    made(await otto.post(at("lines", "rebuild")));
    await untilReady("lines");
    const { rows } = made(await otto.get<Comparison>(at("lines", "diff?whole=true")));
    expect(rows).toEqual([]);
    await query(server.databaseUrl, "alter table lines_v1.lines drop constraint no_nonsense");
  }, 120_000);

  it("sees which rows differ and why, and no words", async () => {
    const { id } = await ada.start({ kind: "group", name: "Shed", member_ids: [bob.id] });
    const { after } = await ada.send(id, "secret words");
    made(await bob.get(`/api/conversations/${id}/messages?min_position=${after}`));
    if ((await buildsOf("lines")).length === 1) made(await otto.post(at("lines", "rebuild")));
    await untilReady("lines");
    await query(
      server.databaseUrl,
      `update lines_v1.lines set content = 'other secrets', countable = 9 where conversation_id = '${id}'`,
    );
    const { rows } = made(await otto.get<Comparison>(at("lines", "diff")));
    expect(rows).toEqual([
      {
        table: "lines",
        key: { conversation_id: id, sequence: "1" },
        why: "changed",
        columns: [
          { name: "countable", from: "9", to: "1" },
          { name: "content", from: "13 characters", to: "12 characters" },
        ],
      },
    ]);
    made(await otto.post(at("lines", "switch"), {}));
    expect(JSON.stringify(made(await bob.get(`/api/conversations/${id}/messages`)))).toContain("secret words");
  }, 60_000);

  it("is told what there is not, and what does not go together", async () => {
    const codes = async (path: string, body: object = {}): Promise<string> => refusal(await otto.post(path, body)).code;
    expect(await codes(at("nothing", "switch"))).toBe("not_found");
    expect(await codes(at("users", "switch"), { version: "7.7" })).toBe("not_found");
    expect(await codes(at("users", "switch"))).toBe("conflict");
    expect(await codes(at("users", "retry"))).toBe("conflict");
    expect(refusal(await otto.get(at("users", "diff"))).code).toBe("conflict");
    const [active] = (await buildsOf("users")).filter((each) => each.is_active);
    expect(refusal(await otto.delete(at("users", `versions/${active?.id}`))).code).toBe("conflict");
    expect(refusal(await otto.delete(at("users", "versions/9.9"))).code).toBe("not_found");
    expect(refusal(await ada.get("/api/operations/projections")).code).toBe("forbidden");
  });
});
