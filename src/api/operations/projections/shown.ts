import type { FastifyReply } from "fastify";
import type { z } from "zod";
import { recordOperation } from "../../../commands/record-operation.ts";
import type { Refused } from "../../../domain/decision.ts";
import { allProjections } from "../../../projections/all.ts";
import { buildsOf } from "../../../projections/builds.ts";
import { buildId } from "../../../projections/projection.ts";
import { reasonOf } from "../../../platform/start-refused.ts";
import { tellRecorded } from "../../../projections/record.ts";
import { statusOfAll } from "../../../projections/status.ts";
import { tellPlace } from "../../outcome.ts";
import type { Api } from "../../parts.ts";
import { notFound, Problem } from "../../problem.ts";
import { buildJson, type readModel } from "./described.ts";

/** @throws Problem for a refusal. */
export function carriedOut<Outcome extends { readonly kind: "done" }>(outcome: Outcome | Refused): Outcome {
  if (outcome.kind === "done") return outcome;
  throw new Problem(outcome.refusal.code, outcome.refusal.detail);
}

/** @throws Problem where there is no read model of that name. */
export function assertReadModel(name: string): void {
  if (!allProjections.names.includes(name)) throw notFound();
}

/** All builds of a read model. @throws Problem where there is none of that name. */
export async function shownReadModel({ auth, store }: Api, name: string): Promise<z.output<typeof readModel>> {
  assertReadModel(name);
  const builds = await statusOfAll(auth.pool, store, name);
  return { name, newest_version: allProjections.newest(name).version, builds: builds.map(buildJson) };
}

/** The number of a build by its id: "1.2" is the second one. @throws Problem where there is none. */
export async function numberOf({ auth }: Pick<Api, "auth">, name: string, id: string): Promise<number> {
  const found = (await buildsOf(auth.pool, [name])).find((row) => buildId(row) === id);
  if (!found) throw notFound();
  return found.build;
}

/** The answer to an operator who changed something: how it is now, with the place at which it shows. */
export async function shownAsChanged(api: Api, reply: FastifyReply, name: string): Promise<z.output<typeof readModel>> {
  await tellLog(api);
  await tellPlace(reply, api.places);
  return shownReadModel(api, name);
}

/** Tells the log what was changed. What it does not take now it is told later: the change stands in any case. */
async function tellLog({ auth, commands, logger }: Pick<Api, "auth" | "commands" | "logger">): Promise<void> {
  await tellRecorded(auth.pool, (untold) => recordOperation(commands, untold)).catch((error: unknown) =>
    logger.warn(`The log could not be told what operators did: ${reasonOf(error)}`),
  );
}
