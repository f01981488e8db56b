import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bareEnv } from "../support/bare-env.ts";
import { ServerProcess } from "../support/server-process.ts";

const program = join(import.meta.dirname, "../../src/cli/verbatim.ts");

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verbatim-cli-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Said {
  readonly exitCode: number;
  readonly output: string;
  readonly complaint: string;
}

async function verbatim(args: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Said> {
  const env = { ...bareEnv, DATA_DIR: join(folder, "data"), ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, output, complaint) => {
      resolve({ exitCode: Number(error?.code ?? 0), output, complaint });
    });
  });
}

const isRunning = async (): Promise<boolean> =>
  stat(join(folder, "data/postgres/postmaster.pid")).then(
    () => true,
    () => false,
  );

describe("the command line", () => {
  it("starts the data folder's PostgreSQL for its own time where no server runs", async () => {
    expect(await verbatim(["migrate"])).toMatchObject({ exitCode: 0, complaint: "" });
    expect(await isRunning()).toBe(false);
    const status = await verbatim(["log", "status"]);
    expect(status.output).toMatch(/^log {4}PostgreSQL\nepoch {2}[0-9a-f-]{36}\nhead {3}0\n$/);
    expect(await isRunning()).toBe(false);
  });

  it("joins the one that a server runs, and leaves it running", async () => {
    const server = await ServerProcess.start({ DATA_DIR: join(folder, "data") });
    const { position } = (await server.ready()) as { position: string };
    const status = await verbatim(["log", "status"]);
    expect(`${/epoch {2}(\S+)/.exec(status.output)?.[1]}.0`).toBe(position);
    expect(await server.ready()).toMatchObject({ status: "ready" });
    expect(await server.kill("SIGTERM")).toBe(0);
    expect(await isRunning()).toBe(false);
  });

  it("keeps PostgreSQL from stopping under it when the server leaves first", async () => {
    const server = await ServerProcess.start({ DATA_DIR: join(folder, "data") });
    await server.ready();
    const [status] = await Promise.all([verbatim(["log", "status"]), server.kill("SIGTERM")]);
    expect(status).toMatchObject({ exitCode: 0, complaint: "" });
    expect(await isRunning()).toBe(false);
  });

  it("stops at a wrong setting with the server's own sentence", async () => {
    const refused = await verbatim(["migrate"], { SECRET_KEY: "letmein" });
    expect(refused).toMatchObject({ exitCode: 1, output: "" });
    expect(refused.complaint).toMatch(/^verbatim: SECRET_KEY: .+\n$/);
  });

  it("passes no verdict where it was called in a wrong way", async () => {
    for (const args of [
      ["verify"],
      ["log", "compare"],
      ["log", "compare", "--from", "nowhere"],
      ["audit", "verify", "x"],
    ])
      expect(await verbatim(args), args.join(" ")).toMatchObject({ exitCode: 2, output: "" });
    expect(await verbatim(["log", "compare", "--help"])).toMatchObject({ exitCode: 0, complaint: "" });
  });

  it("says in a sentence that a file can't be used", async () => {
    const { exitCode, complaint } = await verbatim(["backup", join(program, "nowhere")]);
    expect({ exitCode, complaint }).toEqual({
      exitCode: 1,
      complaint: expect.stringMatching(/^verbatim: ENOTDIR.+\n$/) as string,
    });
  });

  it("names what it does not know", async () => {
    expect(await verbatim(["lgo"])).toMatchObject({ exitCode: 1, complaint: expect.stringContaining("lgo") as string });
  });
});
