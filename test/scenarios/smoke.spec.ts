import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { MyConversationJson } from "../../src/wire/conversation.ts";
import { password, Person } from "../support/api-client.ts";
import { apiServer } from "../support/api-server.ts";
import { verbatim } from "../support/verbatim-command.ts";

const everyStep =
  "reach|log in|connect|start|send|receive|type|read|react|list|search|edit|resume|delete|clean up|log out";

describe("a smoke test of a server", () => {
  const server = apiServer();

  it("makes nobody the administrator", async () => {
    const said = await verbatim(["smoke", "--url", server.url], {});
    expect(said.exitCode).toBe(1);
    expect(said.output).toMatch(/^ok {6}reach .+\nFAILED {2}log in .+make it first\.\n(.+\n)+It does not work/);
  });

  it("goes all the way as somebody who has an account, and leaves nothing", async () => {
    const ada = await Person.register(server.url, "Ada");
    const sessions = async (): Promise<number> =>
      (await ada.get<{ sessions: readonly unknown[] }>("/api/auth/sessions")).json.sessions.length;
    const before = await sessions();
    const args = ["smoke", "--url", `${server.url}/`, "--user", ada.user.username ?? "", "--password", password];
    const said = await verbatim(args, {});
    expect(said).toMatchObject({ exitCode: 0, complaint: "" });
    const lines = said.output.trimEnd().split("\n");
    expect(lines.slice(0, -1).map((line) => /^ok {6}(.+?) +\d+ ms/.exec(line)?.[1])).toEqual(everyStep.split("|"));
    expect(lines.at(-1)).toMatch(/^All is well, after \d+ ms\.$/);
    const { json } = await ada.get<{ conversations: readonly MyConversationJson[] }>("/api/conversations");
    expect(json.conversations).toEqual([]);
    expect(await sessions()).toBe(before);
  });

  it("registers somebody where anybody may, and says so", async () => {
    const said = await verbatim(["smoke", "--url", server.url], {});
    expect(said).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/registered smoke-[0-9a-f]{8}/) as string,
    });
  });

  it("says what does not work, and cleans up all the same", async () => {
    const args = ["smoke", "--url", server.url, "--user", "nobody", "--password", "wrong"];
    const said = await verbatim(args, {});
    expect(said.exitCode).toBe(1);
    expect(said.output).toMatch(/FAILED {2}log in .+ 401 unauthenticated: .+\nok {6}clean up .+\nok {6}log out /);
    expect(said.output).not.toContain("send");
  });
});

describe("a smoke test of what is no such server", () => {
  it("says that nobody is there", async () => {
    const said = await verbatim(["smoke", "--url", "http://127.0.0.1:9"], {});
    expect(said).toMatchObject({ exitCode: 1, output: expect.stringMatching(/FAILED {2}reach .+no answer/) as string });
  });

  it("says that somebody else answers", async () => {
    const other = createServer((_, response) => response.end("<html>")).listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const said = await verbatim(["smoke", "--url", `http://127.0.0.1:${port}`], {});
    expect(said).toMatchObject({ exitCode: 1, output: expect.stringMatching(/is this a Verbatim server\?/) as string });
  });
});
