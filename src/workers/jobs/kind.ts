import type { Pool } from "pg";
import type { AnyEvent } from "../../events/index.ts";
import type { Logged } from "../../events/logged.ts";
import type { NewIntent, TakenIntent } from "./intent.ts";

/** What asks our own tables only, mail servers, and the web. Kinds of one lane share a queue and how many go at once, so that what is slow delays its own lane only. */
export const lanes = ["house", "mail", "web"] as const;
export type Lane = (typeof lanes)[number];

/** How many of a lane go at once in a process. */
export const atOnce: Readonly<Record<Lane, number>> = { house: 4, mail: 8, web: 8 };

/** The prefixes of the streams that may call for something. */
export type Prefix = "conversation-" | "message-" | "user-";

type Call<Type extends AnyEvent["type"]> = (event: Logged<Extract<AnyEvent, { type: Type }>>) => readonly NewIntent[];

/** What events call for: neither imported ones nor those of long ago are asked. Pure. */
export type Calls = { readonly [Type in AnyEvent["type"]]?: Call<Type> };

/** A kind of job: what calls for it, and what is done. */
export interface JobKind {
  readonly kind: string;
  readonly lane: Lane;
  /** Absent: no event calls for it. */
  readonly calls?: Calls;
  /** Of the streams of the events that call for it. */
  readonly prefixes?: readonly Prefix[];
  /** After so many attempts it is dead. */
  readonly mostAttempts: number;
  /** Milliseconds that an attempt may take: then its signal is aborted. */
  readonly longest: number;
  /**
   * Does it. It may be done again, after a death or a doubt. What throws is tried again later, `GivenUp` never.
   */
  readonly run: (intent: TakenIntent, at: AttemptContext) => Promise<Outcome>;
}

export interface AttemptContext {
  readonly pool: Pool;
  /** Aborted when the time is over, or the process stops and has waited long enough. */
  readonly signal: AbortSignal;
}

/** Done, or to be looked at again without having failed. */
export type Outcome = "done" | { readonly againInMs: number };

/** No further attempt would help: it is dead at once. */
export class GivenUp extends Error {
  override readonly name = "GivenUp";
}
