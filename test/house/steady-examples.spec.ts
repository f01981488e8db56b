import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { steady } from "../../scripts/api-docs/steady.ts";

/** What two runs of the same story would answer: all that is new in each differs. */
function run(now: number): unknown {
  const [conversation, person, epoch] = [randomUUID(), randomUUID(), randomUUID()];
  const direct = randomBytes(16).toString("hex");
  const written = new Date(now - Math.random() * 1_000).toISOString();
  const [day = "", time = ""] = written.split("T");
  const read = new Date(now).toISOString();
  const from = Math.floor(Math.random() * 1_000);
  return {
    id: `${conversation}_3`,
    conversation_id: conversation,
    direct: { id: `${direct}_1`, conversation_id: direct },
    by: [person, person],
    position: `${epoch}.${from}`,
    next: `${epoch}.${from + 1 + Math.floor(Math.random() * 9)}.0`,
    token: `vbt_${randomBytes(24).toString("base64url")}`,
    created_at: written,
    read_at: read,
    send_at: new Date(now + 12 * 3_600_000).toISOString(),
    report: `Started: ${day} ${time.slice(0, 8)} UTC`,
    table: `| ${day} ${time.slice(0, 8)} UTC |`.replaceAll(/[-:]/g, (sign) => `\\${sign}`),
    sequence: 3,
  };
}

describe("recorded examples", () => {
  it("are the same of every run", () => {
    const now = Date.now();
    expect(steady(run(now), now)).toEqual(steady(run(now + 86_400_000), now + 86_400_000));
  });

  it("still tell apart what differs, and join what belongs together", () => {
    const now = Date.now();
    const {
      id,
      conversation_id: conversation,
      by,
      position,
      next,
      created_at: created,
      send_at: sent,
    } = steady(run(now), now) as Record<string, string>;
    expect(id).toBe(`${conversation}_3`);
    expect(by?.[0]).toBe(by?.[1]);
    expect(by?.[0]).not.toBe(conversation);
    expect(next).not.toContain(position);
    expect(Date.parse(sent ?? "")).toBeGreaterThan(Date.parse(created ?? ""));
  });

  it("keep what is no id, no time and no token", () => {
    const said = { content: "It reads 240 °C.", sequence: 3, kind: null, ids: [], at: "21 November" };
    expect(steady(said)).toEqual(said);
  });
});
