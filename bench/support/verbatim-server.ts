import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ServerProcess } from "../../test/support/server-process.ts";

export interface Request {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly token?: string;
  readonly body?: object;
}

const registered = z.object({ user: z.object({ id: z.string() }), token: z.string() });
const started = z.object({ id: z.string() });

export interface Member {
  readonly userId: string;
  readonly token: string;
}

interface Settings extends Readonly<Record<string, string>> {
  readonly DATABASE_URL: string;
  readonly DATA_DIR: string;
}

/** The product as `npm start` runs it, all roles, on a database of the benchmark's PostgreSQL. */
export class VerbatimServer implements AsyncDisposable {
  readonly url: string;
  readonly #process: ServerProcess;
  readonly #settings: Settings;

  private constructor(process: ServerProcess, settings: Settings) {
    this.#process = process;
    this.#settings = settings;
    this.url = process.url;
  }

  static async start(databaseUrl: string): Promise<VerbatimServer> {
    const folder = await mkdtemp(join(tmpdir(), "verbatim-bench-server-"));
    const settings = { DATABASE_URL: databaseUrl, DATA_DIR: folder, LOG_LEVEL: "warn" };
    const process = await ServerProcess.start(settings);
    await process.ready();
    return new VerbatimServer(process, settings);
  }

  /**
   * Another process where this one was, which it ends.
   * @param roles all where absent
   * @returns how many seconds that took to answer, too
   */
  async startedAgain(roles?: string): Promise<VerbatimServer & { readonly seconds: number }> {
    await this.stop();
    const began = performance.now();
    const process = await ServerProcess.start({ ...this.#settings, ...(roles !== undefined && { ROLES: roles }) });
    await process.ready();
    const seconds = (performance.now() - began) / 1_000;
    return Object.assign(new VerbatimServer(process, this.#settings), { seconds });
  }

  /** Ends the process; what it stands on stays. */
  async stop(): Promise<void> {
    await this.#process.kill("SIGTERM");
  }

  /** The keys' master key is in it. */
  get dataDir(): string {
    return this.#settings.DATA_DIR;
  }

  get pid(): number {
    return this.#process.pid;
  }

  async register(count: number): Promise<Member[]> {
    const members: Member[] = [];
    for (let n = 0; n < count; n += 1) {
      const name = { username: `member-${n}`, display_name: `Member ${n}`, email: `member-${n}@example.org` };
      const body = { ...name, password: `the password of ${n}` };
      const { user, token } = await this.request(registered, { method: "POST", path: "/api/auth/register", body });
      members.push({ userId: user.id, token });
    }
    return members;
  }

  async startGroup({ token }: Member, others: readonly Member[]): Promise<string> {
    const body = { kind: "group", member_ids: others.map(({ userId }) => userId) };
    return (await this.request(started, { method: "POST", path: "/api/conversations", token, body })).id;
  }

  /** @throws what the server refused. */
  async request<Answer>(answer: z.ZodType<Answer>, { method, path, token, body }: Request): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return answer.parse(await response.json());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#settings.DATA_DIR, { recursive: true, force: true });
  }
}
