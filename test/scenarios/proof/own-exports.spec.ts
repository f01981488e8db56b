import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { made } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { verifyAlone } from "../../support/proof/verify-alone.ts";
import { because, openOffice, type Office } from "../audit/auditing.ts";

const server = apiServer();
let office: Office;

beforeAll(async () => {
  office = await openOffice(server.url);
});

interface Kept {
  readonly checkpoint: { readonly size: number };
  readonly public_key: string;
}

/** A group with six events, an auditor's checkpoint, and an event elsewhere after it, which is sealed, too. */
async function keptTalk(): Promise<{ id: string; kept: Kept }> {
  const { ada, bob, auditor } = office;
  const { id } = await ada.start({ kind: "group", name: "Talk", member_ids: [bob.id] });
  for (const content of ["one", "two", "three", "four", "five"]) await ada.send(id, content);
  const kept = made(await auditor.get<Kept>("/api/audit/checkpoint?now=true"));
  await bob.start({ kind: "group", name: "Elsewhere" });
  made(await auditor.get<Kept>("/api/audit/checkpoint?now=true"));
  return { id, kept };
}

async function tamper(text: string, values: readonly unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query(text, [...values]);
  } finally {
    await client.end();
  }
}

async function verdictOn(
  id: string,
  { checkpoint, public_key: publicKey }: Kept,
): Promise<{ code: number; said: string }> {
  const response = await fetch(`${server.url}/api/audit/export?conversation_id=${id}&kept=${checkpoint.size}`, {
    headers: { authorization: `Bearer ${office.auditor.token}`, ...because("Case 17").headers },
  });
  const kept = JSON.stringify(checkpoint);
  const words = ["--conversation", id];
  const { code, said } = await verifyAlone({ file: await response.text(), publicKey, kept, words });
  return { code, said: said.join("\n").replaceAll(id, "Talk") };
}

describe("what the server itself exports of a log that was tampered with", () => {
  it("holds as long as nothing was done to it", async () => {
    const { id, kept } = await keptTalk();
    expect(await verdictOn(id, kept)).toMatchObject({ code: 0 });
  });

  it("shows which event was changed", async () => {
    const { id, kept } = await keptTalk();
    const text = `update log.events set metadata = replace(metadata, '"at":"20', '"at":"21') where stream = $1 and revision = 3`;
    await tamper(text, [`conversation-${id}`]);
    const { code, said } = await verdictOn(id, kept);
    expect(code).toBe(1);
    expect(said).toMatch(/Event \d+ \(MessageSent, revision 3 of conversation-Talk\) differs from what was sealed/);
  });

  it("shows which event was taken out", async () => {
    const { id, kept } = await keptTalk();
    await tamper("delete from log.events where stream = $1 and revision = 3", [`conversation-${id}`]);
    const { code, said } = await verdictOn(id, kept);
    expect(code).toBe(1);
    expect(said).toContain("is missing: revision 3 of conversation-Talk.");
  });

  it("shows that a conversation was cut at its end", async () => {
    const { id, kept } = await keptTalk();
    await tamper("delete from log.events where stream = $1 and revision > 3", [`conversation-${id}`]);
    const { code, said } = await verdictOn(id, kept);
    expect(code).toBe(1);
    expect(said).toMatch(/2 events of conversation Talk that were there at your checkpoint are missing, the last/);
  });
});
