import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { emptyDatabase, query } from "../../support/database.ts";
import { MailServer, taken } from "../../support/mail-server.ts";
import { ServerProcess } from "../../support/server-process.ts";
import { header, mailHost, mailsTo, person, quiet } from "./mailing.ts";

type Settings = Readonly<Record<string, string>>;

/** A process that answers, and one that works, which may be killed. */
class Deployment {
  readonly mails: MailServer;
  readonly api: ServerProcess;
  readonly #settings: Settings;
  worker: ServerProcess;

  private constructor(mails: MailServer, api: ServerProcess, worker: ServerProcess, settings: Settings) {
    this.mails = mails;
    this.api = api;
    this.worker = worker;
    this.#settings = settings;
  }

  static async start(): Promise<Deployment> {
    const folder = await mkdtemp(join(tmpdir(), "verbatim-mail-"));
    const mails = await MailServer.start();
    const settings = {
      DATA_DIR: folder,
      DATABASE_URL: await emptyDatabase(),
      DB_POOL_SIZE: "4",
      DB_MAX_OVERFLOW: "8",
      SECRET_KEY: "cd".repeat(32),
      SMTP_URL: mails.url,
      ...quiet,
      ...mailHost,
    };
    const api = await ServerProcess.start({ ...settings, ROLES: "api,gateway,projections" });
    await api.ready();
    const worker = await ServerProcess.start({ ...settings, ROLES: "workers" });
    await worker.ready();
    const deployment = new Deployment(mails, api, worker, settings);
    onTestFinished(async () => {
      await Promise.all([deployment.worker.kill("SIGKILL"), api.kill("SIGKILL")]);
      await mails.close();
      await rm(folder, { recursive: true, force: true });
    });
    return deployment;
  }

  async startAgain(): Promise<void> {
    this.worker = await ServerProcess.start({ ...this.#settings, ROLES: "workers" });
    await this.worker.ready();
  }

  async row(userId: string): Promise<{ repeats: number; isSent: boolean } | undefined> {
    const text = `select repeats, sent_at is not null as "isSent" from mail.mails where user_id = $1`;
    return (await query<{ repeats: number; isSent: boolean }>(this.#settings["DATABASE_URL"] ?? "", text, [userId]))[0];
  }
}

async function unread(deployment: Deployment) {
  const [ada, bob] = await Promise.all([person(deployment.api.url, "Ada"), person(deployment.api.url, "Bob")]);
  const { id } = await ada.start({ member_ids: [bob.id] });
  await ada.send(id, "hello");
  return { ada, bob, id };
}

describe("a worker that is killed", () => {
  it("before it has looked at what is unread has its work done by the next one", async () => {
    const deployment = await Deployment.start();
    const { bob } = await unread(deployment);
    await deployment.worker.kill("SIGKILL");
    await deployment.startAgain();
    await mailsTo(deployment.mails, bob);
    await expect.poll(async () => (await deployment.row(bob.id))?.isSent, { timeout: 40_000 }).toBe(true);
    expect(deployment.mails.to(bob.email)).toHaveLength(1);
  });

  it("while the server has all of a mail, and before its answer, has it sent again as the same one, counted", async () => {
    const deployment = await Deployment.start();
    let tries = 0;
    deployment.mails.verdict = async () => {
      tries += 1;
      if (tries === 1) await deployment.worker.kill("SIGKILL");
      return taken;
    };
    const { bob } = await unread(deployment);
    await mailsTo(deployment.mails, bob);
    await deployment.worker.exited();
    await deployment.startAgain();
    const [first, second] = await mailsTo(deployment.mails, bob, 2);
    if (!first || !second) throw new Error("There are two.");
    expect(header(second, "Message-ID")).toBe(header(first, "Message-ID"));
    await expect.poll(() => deployment.row(bob.id), { timeout: 40_000 }).toEqual({ repeats: 1, isSent: true });
    expect(deployment.mails.to(bob.email)).toHaveLength(2);
  });

  it("after the server's answer sends it once more at the most, as the same one, and counts that", async () => {
    const deployment = await Deployment.start();
    deployment.mails.onTaken = () => void deployment.worker.kill("SIGKILL");
    const { bob } = await unread(deployment);
    await mailsTo(deployment.mails, bob);
    await deployment.worker.exited();
    deployment.mails.onTaken = () => undefined;
    await deployment.startAgain();
    await expect.poll(async () => (await deployment.row(bob.id))?.isSent, { timeout: 60_000 }).toBe(true);
    const given = deployment.mails.to(bob.email);
    expect(new Set(given.map((each) => header(each, "Message-ID"))).size).toBe(1);
    expect(given.length - 1).toBe((await deployment.row(bob.id))?.repeats);
  });

  it("and whose mail was read before it is tried again sends nothing more", async () => {
    const deployment = await Deployment.start();
    let tries = 0;
    deployment.mails.verdict = async () => {
      tries += 1;
      if (tries === 1) await deployment.worker.kill("SIGKILL");
      return { kind: "dropped" };
    };
    const { ada, bob, id } = await unread(deployment);
    await mailsTo(deployment.mails, bob);
    await deployment.worker.exited();
    await bob.post(`/api/conversations/${id}/read`);
    deployment.mails.verdict = () => taken;
    await deployment.startAgain();
    const cem = await person(deployment.api.url, "Cem");
    const { id: other } = await ada.start({ member_ids: [cem.id] });
    await ada.send(other, "the last one");
    await mailsTo(deployment.mails, cem);
    expect(deployment.mails.to(bob.email)).toHaveLength(1);
  });
});
