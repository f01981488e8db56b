import { beforeEach, describe, expect, it } from "vitest";
import { deleteMessage } from "../../../src/commands/delete-message.ts";
import { editMessage } from "../../../src/commands/edit-message.ts";
import { findLineNow } from "../../../src/commands/line-now.ts";
import { removePreview } from "../../../src/commands/remove-preview.ts";
import { sendMessage } from "../../../src/commands/send-message.ts";
import type { LinkPreview } from "../../../src/domain/conversation/line.ts";
import { lineId, type ConversationId, type LineId } from "../../../src/domain/ids.ts";
import { linkPreviews } from "../../../src/workers/link-preview/preview-of.ts";
import { previewMessage } from "../../../src/workers/link-preview/preview-message.ts";
import { ada, processes, register, startRoom, type Process } from "../commands/processes.ts";
import { hostileServer, reachTo, type HostileServer } from "./hostile-server.ts";

const deployment = processes();
const windows = { direct: 0, group: 0, room: 0, incident: 0 };

let process: Process;
let room: ConversationId;
let server: HostileServer;
/** What the server does before it answers. */
let meanwhile: () => Promise<unknown>;

beforeEach(async () => {
  process = await deployment.start();
  await register(process, ada);
  room = await startRoom(process, "Lunch");
  meanwhile = () => Promise.resolve();
  server = await hostileServer((request, response) => {
    void meanwhile().then(() => {
      if (request.url === "/broken") return response.destroy();
      return response.writeHead(200, { "content-type": "text/html" }).end(`<title>The page ${request.url}</title>`);
    });
  });
});

async function say(content: string): Promise<LineId> {
  const outcome = await sendMessage(process.commands, { actor: ada, conversationId: room, content });
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
  return lineId({ conversationId: room, revision: outcome.events[0]?.revision ?? -1 });
}

const edit = (messageId: LineId, content: string) =>
  editMessage(process.commands, { actor: ada, messageId, content, windows });

function preview(messageId: LineId): Promise<"done" | "unreachable"> {
  const previews = linkPreviews({ pool: process.pool, reach: reachTo(server) });
  return previewMessage({ commands: process.commands, previews }, { messageId });
}

async function shown(messageId: LineId): Promise<LinkPreview | null | undefined> {
  return (await findLineNow(process.commands, messageId, { read: "current" }))?.since.linkPreview;
}

const url = (path: string): string => server.url(path).href;

describe("a message with a link", () => {
  it("gets its preview once, whoever tries again", async () => {
    const id = await say(`see ${url("/a")}`);
    expect(await preview(id)).toBe("done");
    expect(await shown(id)).toMatchObject({ url: url("/a"), title: "The page /a", description: null, image: null });
    await preview(id);
    const read = await Array.fromAsync(process.store.readStream(`message-${id}`));
    expect(read.map(({ type }) => type)).toEqual(["LinkPreviewAttached"]);
    expect(server.asked).toHaveLength(1);
  });

  it("gets none of a page that it names no more when the page comes", async () => {
    const id = await say(`see ${url("/a")}`);
    meanwhile = () => edit(id, "see nothing");
    await preview(id);
    expect(await shown(id)).toBeNull();
  });

  it("gets none once it is deleted, and is not even asked for", async () => {
    const id = await say(`see ${url("/a")}`);
    meanwhile = () => deleteMessage(process.commands, { actor: ada, messageId: id });
    await preview(id);
    expect(await shown(id)).toBeNull();
    await preview(id);
    expect(server.asked).toHaveLength(1);
  });

  it("loses its preview with the link, and gets that of the next one", async () => {
    const id = await say(`see ${url("/a")}`);
    await preview(id);
    await edit(id, `look at ${url("/a")}`);
    expect(await shown(id)).toMatchObject({ title: "The page /a" });
    await edit(id, `see ${url("/b")}`);
    expect(await shown(id)).toBeNull();
    await preview(id);
    expect(await shown(id)).toMatchObject({ title: "The page /b" });
  });

  it("gets none again once its author removed it", async () => {
    const id = await say(`see ${url("/a")}`);
    await preview(id);
    await removePreview(process.commands, { actor: ada, messageId: id });
    await preview(id);
    expect(await shown(id)).toBeNull();
  });

  it("may get it later where the server cannot be reached", async () =>
    expect(await preview(await say(`see ${url("/broken")}`))).toBe("unreachable"));

  it("is asked for by nobody where it is none, or the line is none", async () => {
    expect(await preview(await say("no link"))).toBe("done");
    expect(await preview(lineId({ conversationId: room, revision: 0 }))).toBe("done");
    expect(await preview(lineId({ conversationId: room, revision: 99 }))).toBe("done");
    expect(server.asked).toHaveLength(0);
  });

  it("has it sealed under its author's key", async () => {
    const id = await say(`see ${url("/a")}`);
    await preview(id);
    const [stored] = await Array.fromAsync(process.store.readStream(`message-${id}`));
    expect(JSON.stringify({ ...stored, position: 0 })).not.toMatch(/acme|The page/);
  });
});
