import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import type { AnyEvent } from "../../../events/index.ts";
import type { Projection } from "../../projection.ts";
import { isOfConversation, logged } from "../../../events/logged.ts";
import { conversationsTable, writeConversations } from "./conversations.ts";
import { staysTable, writeStays } from "./stays.ts";
import { toldIndexes, toldTable, writeTold } from "./told.ts";

/**
 * What each audience was told, and who was a member when: enough to tell a person exactly what they missed. It holds no
 * words, and is never taken back: what is told of it is joined with the message as it is then.
 */
export const timeline: Projection = {
  name: "timeline",
  version: 1,
  schema: "timeline_v1",
  prefixes: ["conversation-", "inbox-", "message-", "user-", "operations"],
  acrossConversations: ["latest_at"],

  async migrate(client) {
    await client.query(`${toldTable}; ${staysTable}; ${conversationsTable}`);
  },

  async index(client) {
    await client.query(`${toldIndexes}; analyze told, stays, conversations, bans`);
  },

  async project(client, batch) {
    const ofConversations = batch.filter(isOfConversation).map((event) => logged<ConversationEvent>(event));
    await writeTold(
      client,
      batch.map((event) => logged<AnyEvent>(event)),
    );
    await writeStays(client, ofConversations);
    await writeConversations(client, ofConversations);
  },
};
