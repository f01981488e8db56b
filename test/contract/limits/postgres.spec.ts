import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { PostgresLimiter } from "../../../src/limits/postgres-limiter.ts";
import { emptyDatabase } from "../../support/database.ts";
import { limiterContract, passing, rates, seesSpent, somebody } from "./limiter-contract.ts";

let url = "";
beforeAll(async () => {
  url = await emptyDatabase();
});

/** As one process has it. */
function process(connectionString = url): PostgresLimiter {
  const limiter = new PostgresLimiter({ rates, connection: { connectionString }, report: () => undefined });
  limiter.open();
  onTestFinished(() => limiter.close());
  return limiter;
}

/** Processes that know of each other. */
async function two(): Promise<[PostgresLimiter, PostgresLimiter]> {
  const both: [PostgresLimiter, PostgresLimiter] = [process(), process()];
  await vi.waitFor(() => expect(both.map(({ isAlone }) => isAlone)).toEqual([false, false]), { timeout: 20_000 });
  return both;
}

limiterContract("that shares by PostgreSQL, alone", () => Promise.resolve(process()));
limiterContract("that shares by PostgreSQL, one of two", async () => (await two())[0]);

describe("limiters that share by PostgreSQL", () => {
  it("count what the other one let through", async () => {
    const [here, there] = await two();
    const ada = somebody("registration");
    expect(await passing(here, ada, 20)).toBe(6);
    await seesSpent(there, ada);
  });

  it("let at most a burst each through, and have it paid back", async () => {
    const [here, there] = await two();
    const ada = somebody("registration");
    const passed = await Promise.all([passing(here, ada, 20), passing(there, ada, 20)]);
    expect(passed).toEqual([6, 6]);
    // A token comes back in 600 s; six more than there were have to come back first.
    await vi.waitFor(async () => {
      for (const limiter of [here, there]) expect((await limiter.take([ada]))?.seconds).toBeGreaterThan(6 * 600);
    });
  });

  it("hear of what was given back", async () => {
    const [here, there] = await two();
    const ada = somebody("registration");
    await passing(here, ada, 20);
    await seesSpent(there, ada);
    await here.giveBack([ada]);
    await vi.waitFor(async () => expect(await there.take([ada])).toBeNull(), { timeout: 20_000 });
  });

  it("know nothing of those on another database, and tell nothing while alone", async () => {
    const other = process(await emptyDatabase());
    const [here] = await two();
    const ada = somebody("registration");
    await passing(here, ada, 20);
    expect(await passing(other, ada, 20)).toBe(6);
    expect(other.isAlone).toBe(true);
  });
});
