import type { Auth } from "../auth/auth.ts";
import { finishRegistration } from "../auth/finish-registrations.ts";
import { finishStanding } from "../auth/finish-standings.ts";
import { unregistered } from "../auth/registered-in-log.ts";
import type { CommandContext } from "../commands/context.ts";
import type { Outcome } from "../commands/deciding/command.ts";
import { userStream } from "../commands/streams.ts";
import { tellErased } from "../commands/tell-erased.ts";
import type { UserId } from "../domain/ids.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { KeyRing } from "../event-store/keys/key-ring.ts";
import type { Position } from "../event-store/port.ts";
import { emptyOutbox } from "../workers/email/forget-person.ts";
import { tellBackups } from "./erased-list.ts";
import { forgetPrimary } from "./forget-primary.ts";
import { heldFor } from "./held.ts";
import { markCleaned, markDone, markErased, type Erasure } from "./people.ts";
import { schemasWithWords, untilReadModelsPassed } from "./read-models.ts";
import { sweepStorage } from "./storage.ts";

export interface ErasureParts {
  readonly auth: Auth;
  readonly commands: CommandContext;
  readonly keys: KeyRing;
  /** Where mails are that no server takes. */
  readonly dataDir: string;
}

/** A legal hold was placed after the erasure was begun: it waits until that is lifted. */
export class ErasureHeld extends Error {
  override readonly name = "ErasureHeld";
}

/**
 * The key destroyed, then told to the log: from then on nobody reads their words or their name in it. Again after a
 * doubt, without harm. @returns the position of PersonErased. @throws ErasureHeld
 */
export async function destroyKey(parts: ErasureParts, erasure: Erasure): Promise<Position> {
  const { auth, commands, keys } = parts;
  const { userId, number, askedBy, position } = erasure;
  if (position !== null) return position;
  const held = await heldFor({ pool: auth.pool, commands }, userId);
  if (held !== null) throw new ErasureHeld(held);
  const account = await unregistered(auth, userId);
  if (account) await finishRegistration(auth, commands, account);
  await finishStanding(auth, commands, userId);
  await keys.destroy([`person:${userId}`], { personNumber: number });
  const told = await tellErased(commands, { userId, number, by: askedBy });
  const erasedAt = await positionOf(told, commands, userId);
  await markErased(auth.pool, userId, erasedAt);
  return erasedAt;
}

/** All that is left to do, step by step, from wherever it was cut short. @throws ErasureHeld, and on the signal */
export async function carryOut(parts: ErasureParts, erasure: Erasure, signal: AbortSignal): Promise<void> {
  const { pool } = parts.auth;
  const { userId, isCleaned } = erasure;
  const position = await destroyKey(parts, erasure);
  if (!isCleaned) {
    await untilReadModelsPassed(pool, position, signal);
    await forgetPrimary(pool, userId);
    await emptyOutbox(parts.dataDir);
    await markCleaned(pool, userId);
  }
  const missed = await tellBackups(pool, [`person:${userId}`]);
  const remains = await sweepStorage(pool, { schemas: await schemasWithWords(pool), signal });
  await markDone(pool, userId, [...missed, ...remains]);
}

/** The log may know nobody of that id: where a backup is from before it was told of the account. */
async function positionOf(told: Outcome<UserEvent>, commands: CommandContext, userId: UserId): Promise<Position> {
  if (told.kind === "done") return told.events[0]?.position ?? positionOfErasure(commands, userId);
  if (told.refusal.code === "not_found") return commands.store.head();
  throw new Error(`The log refuses the erasure of ${userId}: ${told.refusal.detail}`);
}

async function positionOfErasure({ store }: Pick<CommandContext, "store">, userId: UserId): Promise<Position> {
  for await (const { type, position } of store.readStream(userStream(userId)))
    if (type === "PersonErased") return position;
  throw new Error(`The log says that ${userId} was erased, and has no event of it.`);
}
