import { randomUUID } from "node:crypto";
import type { Auth } from "../../src/auth/auth.ts";
import { insertImportedAccounts, markAllRegistered } from "../../src/auth/imported-accounts.ts";
import { openSession } from "../../src/auth/sessions.ts";
import { userId, type UserId } from "../../src/domain/ids.ts";
import type { Foundation } from "../../src/foundation.ts";

export interface Newcomer {
  readonly userId: UserId;
  readonly token: string;
}

const atOnce = 100;

/** So many people with an open session each; none has a password, since hashing thousands of them takes minutes. */
export async function newcomers({ pool, store, codec }: Foundation, count: number): Promise<readonly Newcomer[]> {
  const auth: Auth = { pool, now: () => new Date(), registration: "open" };
  const all: Newcomer[] = [];
  while (all.length < count) {
    const some = Array.from({ length: Math.min(atOnce, count - all.length) }, (_, n) => {
      const username = `newcomer-${all.length + n}`;
      return { userId: userId(randomUUID()), username, displayName: `Newcomer ${all.length + n}` };
    });
    await insertImportedAccounts(auth, some);
    const made = some.map(async ({ userId: id, ...data }): Promise<Newcomer> => {
      const metadata = { at: new Date().toISOString(), actor: id };
      const event = { id: randomUUID(), type: "UserRegistered", data: { userId: id, ...data }, metadata };
      await store.append(`user-${id}`, await codec.encode(`user-${id}`, [event]), "none");
      const opening = { userId: id, passwordVersion: 1, userAgent: undefined, now: auth.now() };
      const session = await openSession(pool, opening);
      if (!session) throw new Error("An account just made could not be given a session.");
      return { userId: id, token: session.token };
    });
    all.push(...(await Promise.all(made)));
    await markAllRegistered(
      auth,
      some.map((each) => each.userId),
    );
  }
  return all;
}
