import type { JsonObject } from "../port.ts";

/**
 * Names a key that can be destroyed by itself: a person's, a conversation's, or a conversation's of one month. A
 * deployment's are its secrets for one purpose each, and seal nothing.
 */
export type KeyName =
  `person:${string}` | `conversation:${string}` | `month:${string}:${string}` | `deployment:${string}`;

/** Where the codec takes keys from. A key without a secret was destroyed. */
export interface Keys {
  /** Made where they are missing, and durable when this settles. */
  forSealing(names: readonly KeyName[]): Promise<ReadonlyMap<KeyName, SealingKey>>;
  forOpening(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, SealingKey>>;
  /** These were destroyed: nothing that was kept of them is used any more. */
  forget(destroyed: Destroyed): void;
}

/** Keys that were destroyed, all of one owner: there are many others, which nobody has to go through. */
export interface Destroyed {
  /** As `ownerIn` has it. */
  readonly owner: string;
  /** Whether it is meant, of the owner's. */
  readonly isMeant: (name: KeyName) => boolean;
}

/** A key's name without its month: `person:ada`, `month:yard`. */
export const ownerIn = (name: KeyName): string => name.split(":", 2).join(":");

export interface SealingKey {
  readonly id: string;
  readonly secret: Buffer | null;
}

/** What an owner declaration may look at: everything of the event that is not sealed. */
export interface EventContext {
  readonly stream: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/** Whose a personal field is: it opens while every one of these keys exists. */
export type OwnerOf = (event: EventContext) => readonly KeyName[];

/** Which keys were destroyed before an event was written that says so. */
export type DestroyedBy = (event: EventContext) => Destroyed;

/** An event type as the codec knows it: declared in events/, one file each. */
export interface EventType {
  readonly type: string;
  /** Of the schema, from 1. */
  readonly version: number;
  /** zod's, or anything that throws on what does not fit and returns what does. */
  readonly schema: { parse(data: unknown): JsonObject };
  /** From each earlier version to the next: `upcasters[1]` takes version 1 to 2. Erased fields are null there too. */
  readonly upcasters?: Readonly<Record<number, (data: JsonObject) => JsonObject>>;
  /** The personal fields, top-level ones, each with its owner. */
  readonly personal?: Readonly<Record<string, OwnerOf>>;
  /** Of an event that says that keys were destroyed: no page with it, and none after it, is opened with these. */
  readonly forgets?: DestroyedBy;
}
