import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bareEnv } from "../../support/bare-env.ts";
import { made } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { openOffice, type Office } from "./auditing.ts";

const program = join(import.meta.dirname, "../../../src/cli/verbatim.ts");

let secretsOf: string;
const server = apiServer(async () => {
  secretsOf = Buffer.alloc(32, 7).toString("hex");
  return Promise.resolve({ SECRET_KEY: secretsOf });
});
let office: Office;
let folder: string;
let id: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verbatim-audit-"));
  office = await openOffice(server.url);
  const { ada, bob } = office;
  ({ id } = await ada.start({ kind: "group", name: "Quarrel", member_ids: [bob.id] }));
  const { id: gone } = await bob.send(id, "Red \u001B[31malert");
  made(await bob.delete(`/api/messages/${gone}`));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Said {
  readonly exitCode: number;
  readonly output: string;
  readonly complaint: string;
}

async function audit(...args: readonly string[]): Promise<Said> {
  const settings = { DATA_DIR: folder, DATABASE_URL: server.databaseUrl, SECRET_KEY: secretsOf };
  const env = { ...bareEnv, DB_POOL_SIZE: "3", DB_MAX_OVERFLOW: "3", ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, "audit", ...args], { env }, (error, output, complaint) => {
      resolve({ exitCode: Number(error?.code ?? 0), output, complaint });
    });
  });
}

describe("verbatim audit", () => {
  it("shows what happened, and what a conversation was like, to an auditor who says why", async () => {
    const { auditor } = office;
    const as = ["--as", auditor.user.username ?? "", "--reason", "Case 17"];
    const events = await audit("events", id, ...as);
    expect(events.exitCode).toBe(0);
    expect(events.output.split("\n")).toHaveLength(4);
    expect(events.output).toContain(`bob deleted a message.  before {"content":"Red`);
    expect(events.output).not.toContain("\u001B");
    const state = await audit("state", id, ...as);
    expect(state.output).toContain(`"name": "Quarrel"`);
    expect(state.output).toContain(`"original":{"content":"Red \\u001b[31malert"`);
    const looks = await audit("looks", "--as", auditor.user.username ?? "");
    expect(looks.output.split("\n")[0]).toMatch(/zoe {2}state {2}.*Case 17$/);
    const early = await audit("state", id, ...as, "--at", "2020-01-01T00:00:00Z");
    expect(early.output).toContain(`"status": "missing"`);
  });

  it("writes exports, once, and places and lifts holds", async () => {
    const { auditor } = office;
    const as = ["--as", auditor.user.username ?? "", "--reason", "Case 17"];
    const file = join(folder, "export.csv");
    const exported = await audit("export", file, "--conversation", id, "--format", "csv", ...as);
    expect(exported).toMatchObject({ exitCode: 0, complaint: expect.stringContaining("3 events") as string });
    expect((await readFile(file, "utf8")).split("\r\n")).toHaveLength(5);
    const again = await audit("export", file, "--conversation", id, "--format", "csv", ...as);
    expect(again.exitCode).toBe(1);
    expect(again.complaint).toContain(`verbatim: ${file}: it is there already.\n`);
    const proved = await audit("export", join(folder, "export.ndjson"), "--conversation", id, ...as);
    expect(proved.exitCode).toBe(0);
    const placed = await audit("hold", "--conversation", id, ...as);
    const hold = placed.output.trim();
    expect(hold).toMatch(/^[0-9a-f-]{36}$/);
    expect((await audit("holds", "--as", auditor.user.username ?? "")).output).toContain(`${hold}  stands`);
    expect((await audit("lift", hold, "--as", auditor.user.username ?? "")).output).toBe(`${hold}  lifted\n`);
    expect(await audit("lift", hold, "--as", auditor.user.username ?? "")).toMatchObject({ exitCode: 1 });
  });

  it.each([
    ["without a reason", (name: string) => ["events", id, "--as", name], "--reason"],
    ["with an empty one", (name: string) => ["events", id, "--as", name, "--reason", " "], "--reason"],
    ["by nobody", () => ["events", id, "--as", "nobody", "--reason", "x"], "is no auditor"],
    ["of nothing", (name: string) => ["events", "nowhere", "--as", name, "--reason", "x"], "no conversation"],
    ["at no place", (name: string) => ["state", id, "--at", "noon", "--as", name, "--reason", "x"], "--at"],
    [
      "a checkpoint whose size is no number",
      (name: string) => [
        "export",
        "/dev/null/x",
        "--conversation",
        id,
        "--kept",
        "twelve",
        "--as",
        name,
        "--reason",
        "x",
      ],
      "--kept",
    ],
  ])("refuses %s", async (_, args, complaint) => {
    const refused = await audit(...args(office.auditor.user.username ?? ""));
    expect(refused).toMatchObject({ exitCode: 1, output: "" });
    expect(refused.complaint).toContain(complaint);
  });

  it("is for auditors: an administrator sees who looked, and no words", async () => {
    const name = office.root.user.username ?? "";
    expect((await audit("looks", "--as", name)).exitCode).toBe(0);
    expect((await audit("events", id, "--as", name, "--reason", "x")).complaint).toContain("is no auditor");
  });
});
