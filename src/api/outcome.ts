import type { FastifyReply } from "fastify";
import type { Refused } from "../auth/refused.ts";
import type { Outcome } from "../commands/deciding/command.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { ReadModel } from "../projections/reads/read-models.ts";
import { positionText, type LogPlace } from "../wire/position.ts";
import type { Places } from "./places.ts";
import { Problem } from "./problem.ts";

export type Done<Event extends DomainEvent> = Extract<Outcome<Event>, { kind: "done" }>;

/** What was done. `at` names the field that a refusal of the request's content is about. @throws Problem for a refusal. */
export function done<Event extends DomainEvent>(outcome: Outcome<Event>, at?: string): Done<Event> {
  if (outcome.kind === "done") return outcome;
  const { code, detail } = outcome.refusal;
  const path = code === "validation_failed" ? at : undefined;
  throw new Problem(code, detail, path === undefined ? [] : [{ path, message: detail }]);
}

/** For what accounts refuse. */
export function refusal({ code, detail, path }: Refused): Problem {
  return new Problem(code, detail, path === undefined ? [] : [{ path, message: detail }]);
}

type Told = Pick<Done<DomainEvent>, "events" | "isReplay">;

/** What is no part of the log, such as a login, stands at its end. */
const outsideTheLog: Told = { events: [], isReplay: false };

/** Says with the answer where the command stands in the log, and whether an earlier one with its key did it. */
export async function tellPlace(
  reply: FastifyReply,
  places: Places,
  { events, isReplay }: Told = outsideTheLog,
): Promise<LogPlace> {
  const place = await places.ofCommand(events);
  void reply.header("x-position", positionText(place));
  if (isReplay) void reply.header("idempotent-replayed", "true");
  return place;
}

/**
 * The same, for a command whose effect queries show from then on: a view of it is answered, or somebody must not see
 * any more what they saw. What was done earlier may have been undone since, so a replay waits for all that was done.
 */
export async function tellPlaceShown(
  reply: FastifyReply,
  { places, models, ...told }: Told & { readonly places: Places; readonly models: readonly ReadModel[] },
): Promise<void> {
  const place = await tellPlace(reply, places, told);
  await places.shown(models, told.isReplay ? await places.ofCommand([]) : place);
}
