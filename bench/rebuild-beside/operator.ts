import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { query } from "../support/postgres.ts";
import type { Member, VerbatimServer } from "../support/verbatim-server.ts";

const lookEveryMs = 250;
const build = z.object({
  is_active: z.boolean(),
  is_ready: z.boolean(),
  lag: z.number(),
  error: z.string().nullable(),
  id: z.string(),
});
const shown = z.object({ projections: z.array(z.object({ name: z.string(), builds: z.array(build) })) });
const compared = z.object({ tables: z.array(z.object({ table: z.string(), differing: z.number() })) });

/** Somebody with the role, who makes read models anew while others send. */
export class Operator {
  readonly #server: VerbatimServer;
  readonly #token: string;

  private constructor(server: VerbatimServer, token: string) {
    this.#server = server;
    this.#token = token;
  }

  static async appoint(server: VerbatimServer, databaseUrl: string, { userId, token }: Member): Promise<Operator> {
    await query(databaseUrl, `update accounts.accounts set roles = '{operator}' where user_id = '${userId}'`);
    return new Operator(server, token);
  }

  async names(): Promise<readonly string[]> {
    return (await this.#all()).map(({ name }) => name);
  }

  /** Until every build of every read model, or of one, is at the log's end. @throws when one is stopped. */
  async untilAtTheEnd(of?: string): Promise<void> {
    for (;;) {
      const builds = (await this.#all())
        .filter(({ name }) => of === undefined || name === of)
        .flatMap((each) => each.builds);
      const stopped = builds.find(({ error }) => error !== null);
      if (stopped) throw new Error(`A read model stopped: ${stopped.error}`);
      if (builds.length > 0 && builds.every(({ is_ready: isReady, lag }) => isReady && lag < 1_000)) return;
      await pause(lookEveryMs);
    }
  }

  /** Made anew, compared with what was asked before, switched to and gone back from; then the new one is dropped. */
  async makeAnew(name: string): Promise<void> {
    await this.#post(name, "rebuild");
    await this.untilAtTheEnd(name);
    const { tables } = await this.#get(`/api/operations/projections/${name}/diff`, compared);
    const differing = tables.filter((each) => each.differing > 0);
    if (differing.length > 0)
      throw new Error(`${name}: rows differ in ${differing.map(({ table }) => table).join(", ")}.`);
    await this.#post(name, "switch", {});
    await this.#post(name, "rollback", {});
    const old = (await this.#all()).find((each) => each.name === name)?.builds.find((each) => !each.is_active);
    const path = `/api/operations/projections/${name}/versions/${old?.id}`;
    const headers = { authorization: `Bearer ${this.#token}` };
    const dropped = await fetch(this.#server.url + path, { method: "DELETE", headers });
    if (!dropped.ok) throw new Error(`${name}: the build was not dropped: ${dropped.status}`);
  }

  async #all(): Promise<z.output<typeof shown>["projections"]> {
    return (await this.#get("/api/operations/projections", shown)).projections;
  }

  async #get<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer> {
    return this.#server.request(answer, { method: "GET", path, token: this.#token });
  }

  async #post(name: string, what: string, body?: object): Promise<void> {
    const path = `/api/operations/projections/${name}/${what}`;
    await this.#server.request(z.unknown(), { method: "POST", path, token: this.#token, ...(body && { body }) });
  }
}
