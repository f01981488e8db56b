import { pinMessage, unpinMessage } from "../../commands/pin-message.ts";
import { locate } from "../../domain/ids.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound, type ProblemCode } from "../problem.ts";
import { ofMessage } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import type { ReadModel } from "../../projections/reads/read-models.ts";

const models: readonly ReadModel[] = ["conversations", "lines"];

export function pin(server: ApiServer, api: Api): void {
  server.post(
    "/api/messages/:id/pin",
    describedAs("Pin a message; at most 50 in a conversation", ["conflict", "gone"]),
    async (request, reply) => {
      const asked = askedFor(request.params.id);
      const who = { actor: viewerOf(request).userId, correlationId: request.id };
      const outcome = await pinMessage(api.commands, { ...asked, ...who });
      await tellPlaceShown(reply, { ...done(outcome, "id"), places: api.places, models });
      return reply.code(204).send();
    },
  );
}

export function unpin(server: ApiServer, api: Api): void {
  server.delete("/api/messages/:id/pin", describedAs("Take a pin away, whoever pinned it"), async (request, reply) => {
    const asked = askedFor(request.params.id);
    const who = { actor: viewerOf(request).userId, correlationId: request.id };
    const outcome = await unpinMessage(api.commands, { ...asked, ...who });
    await tellPlaceShown(reply, { ...done(outcome, "id"), places: api.places, models });
    return reply.code(204).send();
  });
}

const describedAs = (summary: string, problems: readonly ProblemCode[] = []) =>
  ({
    config: { access: "session", problems },
    schema: { summary, tags: ["messages"], params: ofMessage, response: { 204: nothing } },
  }) as const;

type MessageId = Parameters<typeof pinMessage>[1]["messageId"];

/** A message's id says where it stands. */
function askedFor(messageId: MessageId) {
  const place = locate(messageId);
  if (!place) throw notFound();
  return { conversationId: place.conversationId, messageId };
}
