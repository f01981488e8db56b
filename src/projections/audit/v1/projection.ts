import type { PoolClient } from "pg";
import type { AuditEvent } from "../../../domain/audit/events.ts";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import { isOfConversation, logged, type Logged } from "../../../events/logged.ts";
import type { Projection } from "../../projection.ts";
import { writeConversations } from "./conversation-rows.ts";
import { writeEvents } from "./event-rows.ts";
import { indexes, schema, tables } from "./tables.ts";

/** Where auditors find things in the log, and what is on record of themselves. */
export const audit: Projection = {
  name: "audit",
  version: 1,
  schema,
  prefixes: ["conversation-", "message-", "inbox-", "user-", "audit-"],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    await writeEvents(client, batch);
    const ofConversations = batch.filter(isOfConversation).map((event) => logged<ConversationEvent>(event));
    await writeConversations(client, ofConversations);
    const ofAuditors = batch.filter(({ stream }) => stream.startsWith("audit-"));
    for (const event of ofAuditors) await writeAudit(client, logged<AuditEvent>(event));
  },
};

async function writeAudit(client: PoolClient, { type, data, position }: Logged<AuditEvent>): Promise<void> {
  switch (type) {
    case "Looked":
      await client.query({
        name: `${schema} look`,
        text: "insert into looks (position, conversation_id) values ($1, $2)",
        values: [position, data.conversationId],
      });
      return;
    case "HoldPlaced":
      await client.query("insert into holds (id, position) values ($1, $2)", [data.holdId, position]);
      return;
    case "HoldLifted":
      await client.query("update holds set lifted_position = $2 where id = $1", [data.holdId, position]);
  }
}
