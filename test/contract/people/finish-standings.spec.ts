import { describe, expect, it } from "vitest";
import { changeAccount } from "../../../src/auth/administration.ts";
import type { Auth } from "../../../src/auth/auth.ts";
import { finishRegistration } from "../../../src/auth/finish-registrations.ts";
import { finishStanding, finishStandings } from "../../../src/auth/finish-standings.ts";
import { register } from "../../../src/auth/register.ts";
import { tellStanding } from "../../../src/commands/tell-standing.ts";
import { userStream } from "../../../src/commands/streams.ts";
import { userId } from "../../../src/domain/ids.ts";
import { password, registered } from "../auth/auth-under-test.ts";
import { numbered, processes, type Process } from "../commands/processes.ts";

const running = processes();

const authOf = ({ pool }: Process): Auth => ({ pool, now: () => new Date(), registration: "open" });

async function account(process: Process, username: string): Promise<string> {
  const made = registered(await register(authOf(process), { username, email: `${username}@example.org`, password }));
  await finishRegistration(authOf(process), process.commands, { ...made.account, displayName: username });
  return made.account.userId;
}

/** Root, the administrator, and somebody else. */
async function two(process: Process): Promise<{ root: string; ada: string }> {
  return { root: await account(process, "root"), ada: await account(process, "ada") };
}

async function eventsOf({ store }: Process, id: string): Promise<string[]> {
  const events = await Array.fromAsync(store.readStream(userStream(userId(id))));
  return events.map(({ type }) => type).slice(1);
}

async function isDisabledInLog({ commands }: Process, id: string): Promise<boolean> {
  return (await commands.users.current(userStream(userId(id)))).state.isDisabled;
}

describe("an account that was disabled", () => {
  it("is told to the log, once, with who did it", async () => {
    const process = await running.start();
    const { root, ada } = await two(process);
    await changeAccount(authOf(process), { userId: ada, by: root, isDisabled: true });
    await changeAccount(authOf(process), { userId: ada, by: root, isDisabled: true, roles: ["operator"] });
    const [told] = await finishStanding(authOf(process), process.commands, ada);
    expect(told).toMatchObject({ type: "UserDisabled", actor: root, data: { userId: ada, by: root, change: 1 } });
    expect(await finishStanding(authOf(process), process.commands, ada)).toEqual([]);
    expect(await eventsOf(process, ada)).toEqual(["UserDisabled"]);
  });

  it("is told later where that was cut short, before or after the event", async () => {
    const process = await running.start();
    const { root, ada } = await two(process);
    await changeAccount(authOf(process), { userId: ada, by: root, isDisabled: true });
    expect(await finishStandings(authOf(process), process.commands)).toBe(1);
    expect(await finishStandings(authOf(process), process.commands)).toBe(0);
    expect(await eventsOf(process, ada)).toEqual(["UserDisabled"]);

    await changeAccount(authOf(process), { userId: ada, by: root, isDisabled: false });
    const told = { userId: userId(ada), by: userId(root), isDisabled: false, change: 2 };
    await tellStanding(process.commands, told); // and then the process died
    expect(await finishStandings(authOf(process), process.commands)).toBe(1);
    expect(await eventsOf(process, ada)).toEqual(["UserDisabled", "UserEnabled"]);
  });

  it("does not stay so in the log when its enabling was told first", async () => {
    const process = await running.start();
    const { root, ada } = await two(process);
    await changeAccount(authOf(process), { userId: ada, by: root, isDisabled: true });
    await changeAccount(authOf(process), { userId: ada, by: root, isDisabled: false });
    await finishStanding(authOf(process), process.commands, ada);
    const late = { userId: userId(ada), by: userId(root), isDisabled: true, change: 1 };
    expect(await tellStanding(process.commands, late)).toMatchObject({ kind: "done", events: [] });
    expect(await isDisabledInLog(process, ada)).toBe(false);
  });

  it("stands in the log as it does in its row, however many change it at once", async () => {
    const processesHere = [await running.start(), await running.start()] as const;
    const [process] = processesHere;
    const { root, ada } = await two(process);
    await Promise.all(
      numbered(20).map(async (n) => {
        const here = processesHere[n % 2 === 0 ? 0 : 1];
        await changeAccount(authOf(here), { userId: ada, by: root, isDisabled: n % 3 === 0 });
        await finishStanding(authOf(here), here.commands, ada);
      }),
    );
    await finishStandings(authOf(process), process.commands);
    const { rows } = await process.pool.query<{ isDisabled: boolean }>(
      `select is_disabled as "isDisabled" from accounts.accounts where user_id = $1`,
      [ada],
    );
    expect(await isDisabledInLog(process, ada)).toBe(rows[0]?.isDisabled);
  });

  it("keeps no other one waiting where the log refuses it", async () => {
    const process = await running.start();
    const { root, ada } = await two(process);
    const people = [ada, await account(process, "bob"), await account(process, "cem")].toSorted();
    for (const id of people) await changeAccount(authOf(process), { userId: id, by: root, isDisabled: true });
    const [refused = "", ...others] = people;
    const nobody = "00000000-0000-4000-8000-000000000000";
    // The log knows nobody of this name, though it is said to.
    await process.pool.query("update accounts.accounts set user_id = $2 where user_id = $1", [refused, nobody]);
    await expect(finishStandings(authOf(process), process.commands)).rejects.toThrow(nobody);
    for (const id of others) expect(await eventsOf(process, id)).toEqual(["UserDisabled"]);
    expect(await eventsOf(process, refused)).toEqual([]);
  });

  it("before the log knew of it is told after its registration", async () => {
    const process = await running.start();
    const root = await account(process, "root");
    const made = registered(
      await register(authOf(process), { username: "ada", email: "ada@example.org", password }),
    ).account;
    await changeAccount(authOf(process), { userId: made.userId, by: root, isDisabled: true });
    expect(await finishStandings(authOf(process), process.commands)).toBe(0);
    await finishRegistration(authOf(process), process.commands, { ...made, displayName: "Ada" });
    expect(await finishStandings(authOf(process), process.commands)).toBe(1);
    expect(await eventsOf(process, made.userId)).toEqual(["UserDisabled"]);
  });
});
