import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CutLine } from "../../support/cut-line.ts";
import { ApiClient, password, Person, refusal } from "../../support/api-client.ts";
import { emptyDatabase } from "../../support/database.ts";
import { apiServer } from "../../support/api-server.ts";

let line: CutLine;
const server = apiServer(async () => {
  line = await CutLine.to(await emptyDatabase());
  return { DATABASE_URL: line.url, DB_POOL_TIMEOUT: "2" };
});
let ada: Person;
let conversation: string;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
  conversation = (await ada.start({ member_ids: [], kind: "direct" })).id;
});

afterAll(() => line.cut());

describe("a server that cannot reach its database", () => {
  it("says so, shows nothing of its inside, and goes on when it can", async () => {
    const nobody = new ApiClient(server.url);
    await line.cut();
    const credentials = { username: ada.user.username, password };
    const answers = await Promise.all([
      ada.get("/api/conversations"),
      ada.get(`/api/conversations/${conversation}/messages`),
      ada.post(`/api/conversations/${conversation}/messages`, { content: "hello?", client_message_id: "k" }),
      ada.post("/api/conversations", { member_ids: [], kind: "group", name: "No" }),
      nobody.post("/api/auth/login", credentials),
      nobody.get("/api/config"),
      nobody.get("/health/ready"),
    ]);
    for (const answer of answers) {
      expect(refusal(answer)).toEqual({ status: 503, code: "unavailable", paths: [] });
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(JSON.stringify(answer.json)).not.toMatch(/ECONN|127\.0\.0\.1|select|postgres/i);
    }
    expect((await nobody.get("/health/live")).status).toBe(200);

    await line.mend();
    await vi.waitUntil(async () => (await nobody.get("/health/ready")).status === 200, { timeout: 20_000 });
    const send = () =>
      ada.post(`/api/conversations/${conversation}/messages`, { content: "hello?", client_message_id: "k" });
    await vi.waitUntil(async () => (await send()).status === 201, { timeout: 20_000 });
    expect((await nobody.post("/api/auth/login", credentials)).status).toBe(200);
  });
});
