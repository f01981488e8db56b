import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { userId } from "../../../src/domain/ids.ts";
import { lastSeenTable, type LastSeen } from "../../../src/presence/last-seen.ts";
import { migratedDatabase } from "../../support/database.ts";

const [ada, bob, cem] = [userId("ada"), userId("bob"), userId("cem")];
const [noon, later] = ["2026-01-01T12:00:00.000Z", "2026-01-01T12:00:01.000Z"];

async function table(): Promise<LastSeen> {
  const pool = new pg.Pool({ connectionString: await migratedDatabase() });
  onTestFinished(() => pool.end());
  return lastSeenTable(pool);
}

it("when people were last seen is kept, and never goes back", async () => {
  const lastSeen = await table();
  await lastSeen.write(new Map([[ada, later]]));
  await lastSeen.write(
    new Map([
      [bob, noon],
      [ada, noon],
    ]),
  );
  expect(await lastSeen.read([ada, bob, cem])).toEqual(
    new Map([
      [ada, later],
      [bob, noon],
    ]),
  );
});
