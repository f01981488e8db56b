import { v4 } from "uuid";
import type { HoldEvent, HoldSubject } from "../domain/audit/events.ts";
import type { Hold } from "../domain/audit/holds.ts";
import { liftHold as decideToLift, placeHold as decideToPlace } from "../domain/audit/place-hold.ts";
import { refuse, type Decision } from "../domain/decision.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { firstUnknown } from "./people.ts";
import { causeOf, type Request } from "./request.ts";
import { conversationStream, holdsStream } from "./streams.ts";

export interface PlaceHoldRequest extends Request {
  readonly subject: HoldSubject;
  readonly reason: string;
}

/** Also on what was deleted, which erasing and retention would reach. */
export async function placeHold(
  context: Pick<CommandContext, "holds" | "conversations" | "users">,
  request: PlaceHoldRequest,
): Promise<Outcome<HoldEvent>> {
  const missing = await missingSubject(context, request.subject);
  const holdId = v4();
  return context.holds.handle({
    ...causeOf(request),
    stream: holdsStream,
    decide: (state) => missing ?? decideToPlace({ ...request, holdId }, state),
  });
}

export interface LiftHoldRequest extends Request {
  readonly holdId: string;
  readonly reason?: string;
}

export async function liftHold(
  { holds }: Pick<CommandContext, "holds">,
  request: LiftHoldRequest,
): Promise<Outcome<HoldEvent>> {
  return holds.handle({
    ...causeOf(request),
    stream: holdsStream,
    decide: (state) => decideToLift(request, state),
  });
}

/** The holds that stand on a conversation or a person, by the log just now: nothing of theirs is erased while one does. */
export async function heldBy({ holds }: Pick<CommandContext, "holds">, subject: HoldSubject): Promise<readonly Hold[]> {
  const { state } = await holds.current(holdsStream);
  return state.standing.filter(
    ({ conversationId, userId }) =>
      (conversationId !== undefined && conversationId === subject.conversationId) ||
      (userId !== undefined && userId === subject.userId),
  );
}

async function missingSubject(
  context: Pick<CommandContext, "conversations" | "users">,
  { conversationId, userId }: HoldSubject,
): Promise<Decision<never> | null> {
  if (conversationId !== undefined) {
    const { state } = await context.conversations.current(conversationStream(conversationId));
    return state.status === "missing" ? refuse("not_found") : null;
  }
  return (await firstUnknown(context, [userId])) === undefined ? null : refuse("not_found");
}
