import type { ConversationId, UserId } from "../domain/ids.ts";
import type { TypingChange } from "../wire/ephemeral.ts";
import type { Moment } from "./online-people.ts";

/** Milliseconds: typing is told at most so often, and shown so long after its last sign. */
const tellEveryMs = 2_000;
const shownForMs = 3_000;
/** So many are remembered at most; the signs of more are passed over. */
const mostTypists = 10_000;

/** A sign that somebody types, or that they do not any more. */
export interface Sign extends TypingChange {
  readonly at: Moment;
  /** Whether it was given to this process, which tells the others. */
  readonly isOwn: boolean;
}

/** What is to be told, and of which moment it is. */
export type Told = Sign;

interface Typist {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  /** Their last sign; null once they ceased. */
  at: Moment | null;
  toldAt: Moment;
  isShown: boolean;
  isOwn: boolean;
}

/** Who is typing where. Signs that come too often are told when it is time, as one. It asks no clock. */
export class Typists {
  readonly #typists = new Map<string, Typist>();

  /** @returns what is to be told of it now. */
  take({ conversationId, userId, isTyping, at, isOwn }: Sign): readonly Told[] {
    const typist = this.#typist(conversationId, userId);
    if (!typist || (!isTyping && typist.at === null)) return [];
    typist.isOwn = isOwn;
    if (!isTyping) return ceased(typist, at);
    typist.at = at;
    this.#typists.set(keyOf(conversationId, userId), typist);
    return due(typist, at);
  }

  /** Their message came: they cease, whoever tells the others. */
  sent({ conversationId, userId, at }: Pick<Sign, "conversationId" | "userId" | "at">): readonly Told[] {
    const typist = this.#typists.get(keyOf(conversationId, userId));
    return typist && typist.at !== null ? ceased(typist, at) : [];
  }

  /** @returns what time brings: those who ceased without saying so, and signs that waited. */
  tick(now: Moment): readonly Told[] {
    const told: Told[] = [];
    for (const [key, typist] of this.#typists) {
      if (typist.at !== null && typist.at <= now - shownForMs) told.push(...ceased(typist, now));
      else told.push(...due(typist, now));
      if (typist.at === null && typist.toldAt <= now - tellEveryMs) this.#typists.delete(key);
    }
    return told;
  }

  /** Who is shown as typing there, longest first. */
  of(conversationId: ConversationId, now: Moment): readonly UserId[] {
    return [...this.#typists.values()]
      .filter((each) => each.conversationId === conversationId && each.isShown)
      .filter(({ at }) => at !== null && at > now - shownForMs)
      .map(({ userId }) => userId);
  }

  #typist(conversationId: ConversationId, userId: UserId): Typist | null {
    const known = this.#typists.get(keyOf(conversationId, userId));
    if (known) return known;
    if (this.#typists.size >= mostTypists) return null;
    return { conversationId, userId, at: null, toldAt: -Infinity, isShown: false, isOwn: true };
  }
}

const keyOf = (conversationId: ConversationId, userId: UserId): string => `${conversationId} ${userId}`;

function ceased(typist: Typist, now: Moment): readonly Told[] {
  const { conversationId, userId, isOwn, isShown } = typist;
  typist.at = null;
  typist.isShown = false;
  return isShown ? [{ conversationId, userId, isTyping: false, at: now, isOwn }] : [];
}

/** A sign that was not told yet, if it is time. */
function due(typist: Typist, now: Moment): readonly Told[] {
  const { conversationId, userId, at, toldAt, isOwn } = typist;
  if (at === null || at <= toldAt || toldAt > now - tellEveryMs) return [];
  typist.toldAt = now;
  typist.isShown = true;
  return [{ conversationId, userId, isTyping: true, at, isOwn }];
}
