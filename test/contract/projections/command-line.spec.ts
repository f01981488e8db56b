import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { bareEnv } from "../../support/bare-env.ts";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import { KeysInMemory } from "../../../src/event-store/codec/keys-in-memory.ts";
import { eventTypes } from "../../../src/events/index.ts";
import { allProjections } from "../../../src/projections/all.ts";
import { timeline } from "../../../src/projections/timeline/v1/projection.ts";
import { readModels } from "../../../src/projections/reads/read-models.ts";
import { query } from "../../support/database.ts";
import { counting } from "./counting.ts";
import { Setting } from "./setting.ts";

const program = join(import.meta.dirname, "../../../src/cli/verbatim.ts");
const secretKey = randomBytes(32).toString("base64");

interface Said {
  readonly exitCode: number;
  readonly output: string;
  readonly complaint: string;
}

async function verbatim(
  setting: Setting,
  args: readonly string[],
  { interruptedAtFirstWord = false } = {},
): Promise<Said> {
  const env = { ...bareEnv, DATABASE_URL: setting.url, SECRET_KEY: secretKey, DB_MAX_OVERFLOW: "0" };
  return new Promise((resolve) => {
    const options = { env: { ...env, DATA_DIR: "/nowhere" } };
    const child = execFile(process.execPath, [program, ...args], options, (error, output, complaint) => {
      resolve({ exitCode: Number(error?.code ?? 0), output, complaint });
    });
    if (interruptedAtFirstWord) child.stdout?.once("data", () => child.kill("SIGINT"));
    onTestFinished(() => void child.kill());
  });
}

/** Many events that the product's read models can take. */
async function markersAdvanced(setting: Setting, count: number): Promise<void> {
  for (let n = 0; n < count / 500; n++) {
    const events = Array.from({ length: 500 }, (_, index) => ({
      id: randomUUID(),
      type: "MarkersAdvanced",
      data: { conversationId: "room", userId: `user${n}`, readTo: index, toldTo: "self" },
      metadata: { at: "2025-03-01T12:00:00.000Z", actor: `user${n}`, version: 1 },
    }));
    await setting.store.append(`inbox-room-user${n}`, events, "none");
  }
}

describe("what is typed", () => {
  it.each([
    [["projections", "skip", "lines", "here", "--reason", "broken"], "must be a number"],
    [["projections", "diff", "lines", "--rows", "none"], "must be a number from 1 on"],
    [["projections", "verify", "--conversations", "0"], "must be a number from 1 on"],
  ])("is refused with a sentence where it is no number: %j", async (args, sentence) => {
    const { exitCode, complaint } = await verbatim(await Setting.make(), args);
    expect(complaint).toContain(sentence);
    expect(complaint).toMatch(/^error: [^\n]+\n$/);
    expect(exitCode).toBe(1);
  });
});

describe("verbatim projections status", () => {
  it("shows each read model, a line each", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2, 3);
    setting.worker([counting(), counting({ name: "other", prefixes: ["nothing-"] })]);
    await setting.untilAtHead("counts");
    await setting.untilAtHead("other");
    const { output, exitCode } = await verbatim(setting, ["projections", "status"]);
    expect(exitCode).toBe(0);
    const lines = output.split("\n");
    expect(lines[0]).toMatch(/^NAME +BUILD +POSITION +LAG +EVENTS\/S +STATE +ERROR$/);
    expect(lines[1]).toMatch(/^counts +1\.1 +3 +0 +\d+ +running$/);
    expect(lines[2]).toMatch(/^other +1\.1 +3 +0 +\d+ +running$/);
  });

  it("shows what stopped one, and where", async () => {
    const setting = await Setting.make();
    await setting.append("user-1", { amount: 1 }, { amount: -1 });
    setting.worker([counting()]);
    await setting.until({ state: "stopped" });
    const { output } = await verbatim(setting, ["projections", "status"]);
    expect(output).toMatch(/^counts +1\.1 +1 +1 +\d+ +stopped +at 2: .*check constraint/m);
  });

  it("says so where there is none yet", async () => {
    const setting = await Setting.make();
    expect(await verbatim(setting, ["projections", "status"])).toMatchObject({
      exitCode: 0,
      output: "No read model has been made yet: a server makes them at its start.\n",
    });
  });
});

describe("verbatim projections rebuild", () => {
  it("makes one anew and says how far it is", async () => {
    const setting = await Setting.make();
    setting.worker([timeline]);
    await setting.until({ state: "running" }, "timeline");
    await query(setting.url, "insert into timeline_v1.stays values ('ada', 'damage', 1, null)");
    const { output, exitCode } = await verbatim(setting, ["projections", "rebuild", "--in-place", "timeline"]);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^timeline: 100 %, \d+ events\/s, .*\n(.+\n)*timeline: made anew\.\n$/);
    expect(await query(setting.url, "select user_id from timeline_v1.stays")).toEqual([]);
    await setting.until({ state: "running" }, "timeline");
  });

  it("leaves it to a server when it is interrupted", async () => {
    const setting = await Setting.make();
    await markersAdvanced(setting, 60_000);
    const interrupted = await verbatim(setting, ["projections", "rebuild", "--in-place", "timeline"], {
      interruptedAtFirstWord: true,
    });
    expect(interrupted.exitCode).toBe(130);
    expect(interrupted.output).toMatch(/\ntimeline: left to a server, which goes on with it\.\n$/);
    expect((await setting.status("timeline")).lag).toBeGreaterThan(0n);
    setting.codec = new Codec(eventTypes, new KeysInMemory());
    setting.worker([timeline]);
    await setting.until({ state: "running" }, "timeline");
    const [rows] = await query<{ count: string }>(setting.url, "select count(*) from timeline_v1.told");
    expect(Number(rows?.count)).toBe(60_000);
  });

  it("says where it had to stop", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-ada", 1); // of a type that the product does not know
    const { output, complaint, exitCode } = await verbatim(setting, [
      "projections",
      "rebuild",
      "--in-place",
      "idempotency",
    ]);
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: "idempotency: not made anew.\n" });
    expect(complaint).toMatch(/^verbatim: idempotency v1\.1 is stopped at 1: .*Counted.*$/m);
  });

  it("names those that there are, asked for another", async () => {
    const setting = await Setting.make();
    const { exitCode, complaint } = await verbatim(setting, ["projections", "rebuild", "everything"]);
    expect(exitCode).toBe(1);
    expect(complaint).toContain(readModels.join(", "));
    expect(allProjections.all.map(({ name }) => name).toSorted()).toEqual(readModels.toSorted());
  });
});
