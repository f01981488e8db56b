import type { FastifyRequest } from "fastify";
import type { LogForAudit } from "../../audit/log-for-audit.ts";
import { recordLook } from "../../commands/record-look.ts";
import { conversationStream } from "../../commands/streams.ts";
import type { LookedAt } from "../../domain/audit/events.ts";
import type { ConversationId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { ReadModel } from "../../projections/reads/read-models.ts";
import { done } from "../outcome.ts";
import type { Api } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound, unavailable } from "../problem.ts";

/** The read models that tell where in the log something is, and what people are called. */
export const auditModels = ["audit", "users"] as const satisfies readonly ReadModel[];

export const logForAudit = ({ store, commands, reads }: Api): LogForAudit => ({
  store,
  codec: commands.codec,
  places: reads.audit,
});

/** Also one that was deleted. @throws Problem where there never was one. */
export async function assertConversation({ commands }: Api, id: ConversationId): Promise<void> {
  const { state } = await commands.conversations.current(conversationStream(id));
  if (state.status === "missing") throw notFound();
}

/** What is looked at, with why, and with what was searched for. */
export interface Asked extends LookedAt {
  readonly reason: string;
  readonly query?: string;
}

/**
 * Has it on record that somebody looks, before anything is shown, and gives the log's end of then: up to there it is
 * known where everything is. @throws Problem where it can't be recorded, or found: then nothing is shown.
 */
export async function recordedLook(api: Api, request: FastifyRequest, asked: Asked): Promise<Position> {
  const { userId: actor } = viewerOf(request);
  done(await recordLook(api.commands, { ...asked, actor, correlationId: request.id }));
  return readTo(api);
}

/** The log's end, once it is known up to there where everything is. @throws Problem after two seconds. */
export async function readTo({ store, positions }: Api): Promise<Position> {
  const head = await store.head();
  const { kind } = await positions.waitFor(auditModels, head);
  if (kind === "timed out") throw unavailable("The end of the log has not been read yet; try again.");
  return head;
}
