import type pg from "pg";
import { describe, expect, it } from "vitest";
import type { Auth } from "../../../src/auth/auth.ts";
import { finishRegistration, finishRegistrations } from "../../../src/auth/finish-registrations.ts";
import { register } from "../../../src/auth/register.ts";
import { registerUser } from "../../../src/commands/register-user.ts";
import { userStream } from "../../../src/commands/streams.ts";
import { userId } from "../../../src/domain/ids.ts";
import { processes, type Process } from "../commands/processes.ts";
import { password, registered } from "./auth-under-test.ts";

const running = processes();

/** Long enough after whatever was registered just now. */
const authOf = (pool: pg.Pool): Auth => ({ pool, now: () => new Date(Date.now() + 60_000), registration: "open" });

/** An account, before anybody told the log of it. */
async function account({ pool }: Process): Promise<{ userId: string; username: string; displayName: string }> {
  const auth = { ...authOf(pool), now: () => new Date() };
  const made = registered(
    await register(auth, { username: "ada", displayName: "Ada", email: "ada@example.org", password }),
  );
  return { ...made.account, displayName: made.displayName };
}

async function eventsOf({ store }: Process, id: string): Promise<string[]> {
  const events = await Array.fromAsync(store.readStream(userStream(userId(id))));
  return events.map(({ type }) => type);
}

describe("a registration that was cut short", () => {
  it("is finished later, once", async () => {
    const process = await running.start();
    const auth = authOf(process.pool);
    const ada = await account(process);
    expect(await eventsOf(process, ada.userId)).toEqual([]);
    expect(await finishRegistrations(auth, process.commands)).toBe(1);
    expect(await finishRegistrations(auth, process.commands)).toBe(0);
    expect(await eventsOf(process, ada.userId)).toEqual(["UserRegistered"]);
    const { state } = await process.commands.users.current(userStream(userId(ada.userId)));
    expect(state).toMatchObject({ status: "registered", displayName: "Ada" });
  });

  it("is not told twice where only the note of it was missing", async () => {
    const process = await running.start();
    const ada = await account(process);
    await registerUser(process.commands, { ...ada, userId: userId(ada.userId) });
    expect(await finishRegistrations(authOf(process.pool), process.commands)).toBe(1);
    expect(await eventsOf(process, ada.userId)).toEqual(["UserRegistered"]);
  });

  it("is finished by several processes at once, once", async () => {
    const [one, other] = [await running.start(), await running.start()];
    const ada = await account(one);
    const outcomes = await Promise.all(
      [one, other].map(({ pool, commands }) => finishRegistration(authOf(pool), commands, ada)),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(["done", "done"]);
    expect(await eventsOf(one, ada.userId)).toEqual(["UserRegistered"]);
  });

  it("of one that the log refuses keeps no other one waiting", async () => {
    const process = await running.start();
    const auth = authOf(process.pool);
    const ada = await account(process);
    const other = registered(await register(auth, { username: "bob", email: "bob@example.org", password }));
    const broken = "update accounts.accounts set pending_display_name = $2 where user_id = $1";
    await process.pool.query(broken, [ada.userId, "\u202E"]);
    const later = { ...auth, now: () => new Date(Date.now() + 120_000) };
    await expect(finishRegistrations(later, process.commands)).rejects.toThrow(ada.userId);
    expect(await eventsOf(process, other.account.userId)).toEqual(["UserRegistered"]);
  });
});
