import fastify from "fastify";
import { beforeEach, describe, expect, it } from "vitest";
import { getLinkPreviewImage } from "../../../src/api/messages/link-preview-image.ts";
import type { Api, ApiServer } from "../../../src/api/parts.ts";
import { answerWithProblems } from "../../../src/api/plugins/problems.ts";
import { validateBySchema } from "../../../src/api/plugins/validation.ts";
import { attachPreview } from "../../../src/commands/attach-preview.ts";
import { leaveConversation } from "../../../src/commands/leave-conversation.ts";
import { removePreview } from "../../../src/commands/remove-preview.ts";
import { sendMessage } from "../../../src/commands/send-message.ts";
import { startConversation } from "../../../src/commands/start-conversation.ts";
import { lineId, type ConversationId, type UserId } from "../../../src/domain/ids.ts";
import { PreviewImages } from "../../../src/workers/link-preview/images.ts";
import { ada, bob, cem, processes, register, type Process } from "../commands/processes.ts";
import { hostileServer, reachTo, type HostileServer } from "./hostile-server.ts";

const deployment = processes();
const png = Buffer.from("\x89PNG\r\n\x1a\n and the rest", "latin1");
const url = "https://acme.com/";

let process: Process;
let group: ConversationId;
let server: HostileServer;
let endpoint: ApiServer;
let viewer: UserId;

beforeEach(async () => {
  process = await deployment.start();
  await register(process, ada, bob, cem);
  const started = await startConversation(process.commands, { actor: ada, kind: "group", name: "A", memberIds: [bob] });
  group = started.conversationId;
  const headers = { "content-type": "text/html", "set-cookie": "a=b", "access-control-allow-origin": "*" };
  server = await hostileServer((_, response) => response.writeHead(200, headers).end(png));
  const previewImages = new PreviewImages(reachTo(server));
  endpoint = fastify();
  answerWithProblems(endpoint);
  validateBySchema(endpoint);
  endpoint.decorateRequest("viewer", null);
  endpoint.addHook("onRequest", async (request) => {
    request.viewer = { userId: viewer } as never;
  });
  getLinkPreviewImage(endpoint, { commands: process.commands, previewImages } as unknown as Api);
});

async function linked(): Promise<{ readonly messageId: ReturnType<typeof lineId>; readonly path: string }> {
  const sent = await sendMessage(process.commands, { actor: ada, conversationId: group, content: url });
  const revision = sent.kind === "done" ? (sent.events[0]?.revision ?? -1) : -1;
  const messageId = lineId({ conversationId: group, revision });
  const page = { url, title: "Acme", description: null, image: server.url("/x.png").href };
  await attachPreview(process.commands, { actor: ada, messageId, ...page });
  return { messageId, path: `/api/messages/${messageId}/link-preview/image` };
}

async function statusFor(who: UserId, path: string): Promise<number> {
  viewer = who;
  return (await endpoint.inject(path)).statusCode;
}

describe("the image of a link preview", () => {
  it("comes from here, of its own type, and with nothing else of its server", async () => {
    const { path } = await linked();
    viewer = bob;
    const answer = await endpoint.inject(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(png)).toBe(true);
    expect(answer.headers).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect(answer.headers).not.toHaveProperty("set-cookie");
    expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("is for those who may read the message now", async () => {
    const { path } = await linked();
    expect(await statusFor(cem, path)).toBe(404);
    expect(await statusFor(bob, path)).toBe(200);
    await leaveConversation(process.commands, { actor: bob, conversationId: group });
    expect(await statusFor(bob, path)).toBe(404);
  });

  it("is gone with the preview", async () => {
    const { messageId, path } = await linked();
    await removePreview(process.commands, { actor: ada, messageId });
    expect(await statusFor(ada, path)).toBe(404);
  });
});
