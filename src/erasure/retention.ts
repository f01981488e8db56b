import type { CommandContext } from "../commands/context.ts";
import { forgetWords } from "../commands/forget-words.ts";
import { conversationStream } from "../commands/streams.ts";
import type { Kind } from "../domain/conversation/events.ts";
import { conversationId, userId } from "../domain/ids.ts";
import type { KeyName } from "../event-store/codec/event-type.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { isOutage } from "../projections/outage.ts";
import type { GoingOnParts } from "./go-on.ts";
import { tellBackups } from "./erased-list.ts";
import { heldIn, NotKnown } from "./held.ts";
import {
  conversationsWithMonthsBefore,
  markForgotten,
  markSwept,
  monthKeysBefore,
  notForgotten,
  notSwept,
  toForget,
  type Months,
} from "./months.ts";
import { schemasWithWords, untilReadModelsPassed } from "./read-models.ts";
import { sweepStorage } from "./storage.ts";

/** Days that words are kept for, by where they were said; absent: for ever. */
export type RetentionDays = Readonly<Partial<Record<Kind | "incident", number>>>;

export interface RetentionParts extends GoingOnParts {
  readonly days: RetentionDays;
  /** ISO 8601. */
  readonly clock: () => string;
}

/** Whoever is the actor of what nobody asked for. */
const deployment = userId("deployment");

/**
 * Forgets what was said in months that are over for longer than words are kept: the keys of a conversation's months are
 * destroyed, the log is told, read models and storage follow. Order and proof stay. Nothing is forgotten while a legal
 * hold stands on the conversation or on somebody who wrote in it, which is said.
 */
export async function forgetOldWords(parts: RetentionParts, signal: AbortSignal): Promise<void> {
  const { pool } = parts.auth;
  await noteOldMonths(parts);
  for (const months of await notForgotten(pool)) {
    signal.throwIfAborted();
    await orReported(parts, months.conversationId, () => forget(parts, months));
  }
  const swept = await notSwept(pool);
  const last = swept.at(-1);
  if (!last) return;
  await untilReadModelsPassed(pool, last.position, signal);
  const keys: KeyName[] = [];
  // One by one: there may be many, and others need connections, too.
  for (const months of swept) keys.push(...(await monthKeysBefore(pool, months, "destroyed")));
  const missed = await tellBackups(pool, keys);
  const remains = await sweepStorage(pool, { schemas: await schemasWithWords(pool), signal });
  for (const sentence of [...missed, ...remains]) parts.report(sentence);
  for (const { conversationId: id } of swept) await markSwept(pool, id);
}

/** From then on it is on record what is to be forgotten, whatever happens. */
async function noteOldMonths(parts: RetentionParts): Promise<void> {
  const {
    auth: { pool },
    commands,
    days,
    clock,
  } = parts;
  const shortest = Math.min(...Object.values(days));
  if (shortest === Infinity) return;
  for await (const id of conversationsWithMonthsBefore(pool, monthBefore(clock(), shortest))) {
    await orReported(parts, id, async () => {
      const kept = days[await kindOf(commands, id)];
      if (kept !== undefined) await toForget(pool, { conversationId: id, before: monthBefore(clock(), kept) });
    });
  }
}

/** What is wrong with one conversation keeps no other from being forgotten; what concerns all of them does. */
async function orReported({ report }: RetentionParts, id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof NotKnown || isOutage(error)) throw error;
    report(`What is too old in ${id} could not be forgotten: ${reasonOf(error)}`);
  }
}

/** The beginning of the month in which the last day lies that is kept. */
function monthBefore(now: string, days: number): string {
  const oldest = new Date(Date.parse(now) - days * 24 * 3_600_000).toISOString();
  return `${oldest.slice(0, 7)}-01T00:00:00.000Z`;
}

async function kindOf(
  { conversations }: Pick<CommandContext, "conversations">,
  id: string,
): Promise<Kind | "incident"> {
  const { state } = await conversations.current(conversationStream(conversationId(id)));
  return state.incident ? "incident" : state.kind;
}

async function forget({ auth: { pool }, commands, keys, report }: RetentionParts, months: Months): Promise<void> {
  const { conversationId: id, before } = months;
  const held = await heldIn({ pool, commands }, conversationId(id));
  if (held !== null) {
    report(`What was said in ${id} before ${before} is kept on: ${held}.`);
    return;
  }
  await keys.destroy(await monthKeysBefore(pool, months, "there"));
  const outcome = await forgetWords(commands, { actor: deployment, conversationId: id, before });
  if (outcome.kind === "refused") throw new Error(`The log refuses to forget: ${outcome.refusal.detail}`);
  await markForgotten(pool, id, outcome.events[0]?.position ?? (await commands.store.head()));
}
