import { z } from "zod";
import { conversationStream } from "../../commands/streams.ts";
import { locate, type ConversationId } from "../../domain/ids.ts";
import { draftOf, draftProblem, removeDraft, writeDraft, type OfDraft, type WrittenDraft } from "../../kept/drafts.ts";
import { tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf, type Viewer } from "../plugins/session.ts";
import { invalidField, notFound } from "../problem.ts";
import { time } from "../schemas/described.ts";
import { messageIdField, ofConversation } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { draftWords } from "./draft-words.ts";

const path = "/api/conversations/:id/draft";
const tags = ["conversations"];
const contentType = z.enum(["text", "html"]);

const body = z.strictObject({
  content: z
    .string()
    .superRefine((text, context) => {
      const message = draftProblem(text);
      if (message !== null) context.addIssue({ code: "custom", message });
    })
    .describe("At most 64 KB; empty, and replying to nothing, is no draft."),
  content_type: contentType.default("text"),
  reply_to_id: messageIdField.nullable().default(null),
});

const draft = z.object({
  content: z.string(),
  content_type: contentType,
  reply_to_id: z.string().nullable(),
  updated_at: time.nullable().describe("Null where there is no draft."),
});

export function showDraft(server: ApiServer, api: Api): void {
  server.get(
    path,
    {
      config: { access: "session", reads: [] },
      schema: {
        summary: "What one has begun to write here; empty where there is none",
        tags,
        params: ofConversation,
        response: { 200: draft },
      },
    },
    async (request) => {
      const who = { userId: viewerOf(request).userId, conversationId: request.params.id };
      const { since } = await membershipOf(api, who);
      return draftJson(await draftOf(api.auth.pool, { ...who, since }));
    },
  );
}

export function putDraft(server: ApiServer, api: Api): void {
  server.put(
    path,
    {
      config: { access: "session" },
      schema: {
        summary: "Keep what one has begun to write here, in place of what was there",
        tags,
        params: ofConversation,
        body,
        response: { 200: draft },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const who = { userId: viewer.userId, conversationId: request.params.id };
      const { upTo } = await membershipOf(api, who);
      const { content_type: asked, reply_to_id: replyToId } = request.body;
      if (replyToId !== null && locate(replyToId)?.conversationId !== who.conversationId)
        throw invalidField("reply_to_id", "There is no such message here.");
      const { content, preview } = await draftWords(request.body.content, asked);
      // Sanitised html may be longer than it came, and what is too long is not sanitised to the end.
      const problem = draftProblem(content);
      if (problem !== null) throw invalidField("content", problem);
      const isEmpty = content === "" && replyToId === null;
      const written = { content, contentType: asked, replyToId, writtenAt: api.auth.now().toISOString() };
      if (isEmpty) await removeDraft(api.auth.pool, who);
      else await writeDraft(api.auth.pool, { ...who, ...written, preview, upTo });
      tellOtherDevices(api, viewer, who.conversationId);
      await tellPlace(reply, api.places);
      return draftJson(isEmpty ? null : written);
    },
  );
}

/** What is not there is gone already. */
export function deleteDraft(server: ApiServer, api: Api): void {
  server.delete(
    path,
    {
      config: { access: "session" },
      schema: {
        summary: "Drop what one has begun to write here",
        tags,
        params: ofConversation,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const who = { userId: viewer.userId, conversationId: request.params.id };
      await membershipOf(api, who);
      if (await removeDraft(api.auth.pool, who)) tellOtherDevices(api, viewer, who.conversationId);
      await tellPlace(reply, api.places);
      return reply.code(204).send();
    },
  );
}

/** Between which lines a draft is of the present stay. @throws Problem for whoever is no member */
async function membershipOf(
  { commands }: Api,
  { userId, conversationId }: OfDraft,
): Promise<{ readonly since: number; readonly upTo: number }> {
  const stream = conversationStream(conversationId);
  const { state } = await commands.conversations.current(stream);
  const member = state.members.get(userId);
  if (!member) throw notFound();
  return { since: member.since, upTo: state.lastSequence };
}

function tellOtherDevices({ ephemera }: Api, { userId, sessionId }: Viewer, conversationId: ConversationId): void {
  ephemera.devices.tell(userId, { event: "draft_changed", conversationId, bySession: sessionId });
}

function draftJson(found: WrittenDraft | null): z.output<typeof draft> {
  return {
    content: found?.content ?? "",
    content_type: found?.contentType ?? "text",
    reply_to_id: found?.replyToId ?? null,
    updated_at: found?.writtenAt ?? null,
  };
}
