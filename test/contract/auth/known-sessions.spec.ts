import { describe, expect, it, onTestFinished, vi } from "vitest";
import { KnownSessions } from "../../../src/auth/known-sessions.ts";
import { endSession } from "../../../src/auth/sessions.ts";
import { authUnderTest } from "./auth-under-test.ts";

const auth = authUnderTest();

/** As one process has it. */
function process(): KnownSessions {
  const connection = { connectionString: auth.url, application_name: "sessions under test" };
  const known = new KnownSessions({ auth, connection, report: () => undefined });
  known.open();
  onTestFinished(() => known.close());
  return known;
}

/** Asks until the answer is remembered: then another question needs no database. */
async function remembered(known: KnownSessions, token: string): Promise<void> {
  await vi.waitFor(async () => {
    const queries = vi.spyOn(auth.pool, "query");
    await known.authenticate(token);
    await known.authenticate(token);
    const asked = queries.mock.calls.length;
    queries.mockRestore();
    expect(asked).toBe(0);
  });
}

describe("a known session", () => {
  it("is asked of the database once", async () => {
    const { session, account } = await auth.person("ada");
    const known = process();
    await remembered(known, session.token);
    expect(await known.authenticate(session.token)).toMatchObject({ userId: account.userId });
  });

  it("is not, where there is none", async () => {
    expect(await process().authenticate(`vbt_${"A".repeat(43)}`)).toBeNull();
  });

  it("is over at once where it was ended, and soon in every other process", async () => {
    const { session, account } = await auth.person("ada");
    const [here, there] = [process(), process()];
    const heard: string[] = [];
    there.onEnded((ids) => heard.push(...ids));
    await remembered(here, session.token);
    await remembered(there, session.token);
    await endSession(auth, { userId: account.userId, sessionId: session.sessionId });
    await here.ended([session.sessionId]);
    expect(await here.authenticate(session.token)).toBeNull();
    await vi.waitFor(() => expect(heard).toEqual([session.sessionId]));
    expect(await there.authenticate(session.token)).toBeNull();
  });

  it("is remembered by nobody who could not hear of its end", async () => {
    const { session, account } = await auth.person("ada");
    const known = process();
    await remembered(known, session.token);
    await auth.rows(
      "select pg_terminate_backend(pid) from pg_stat_activity where query = $1 and application_name = $2",
      ['listen "verbatim_sessions"', "sessions under test"],
    );
    await endSession(auth, { userId: account.userId, sessionId: session.sessionId });
    await vi.waitFor(async () => expect(await known.authenticate(session.token)).toBeNull());
  });

  it("is not remembered by an answer that was on its way while it ended", async () => {
    const { session, account } = await auth.person("ada");
    const known = process();
    await remembered(known, session.token);
    await known.ended([session.sessionId]); // forgotten, and asked for again
    const asking = known.authenticate(session.token);
    await known.ended([session.sessionId]);
    await asking;
    await endSession(auth, { userId: account.userId, sessionId: session.sessionId });
    expect(await known.authenticate(session.token)).toBeNull();
  });
});
