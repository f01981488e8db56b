import { mayRead, isMember } from "../conversation/access.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Words } from "../conversation/events.ts";
import type { UserId } from "../ids.ts";
import { emptyText, isBroken, maxTextBytes, showsNothing, utf8Length } from "../text.ts";

/** Bytes of html, and of the text in it, in UTF-8. */
export const maxHtmlBytes = 64 * 1024;
/** People that one message mentions by name. */
export const maxMentions = 100;
/** Bytes of a message's data, as JSON in UTF-8. */
export const maxDataBytes = 100 * 1024;
/** Levels of objects and lists in it. */
export const maxDataLevels = 32;

/** What is said, before it is an event. */
export interface SaidWords {
  /** Plain text: of html its text. */
  readonly content: string;
  /** Sanitised. */
  readonly html?: string;
  readonly mentions?: readonly UserId[];
  readonly mentionsAll?: boolean;
}

/** Why this can't be said, as a sentence; null when it can. What has data may have no text. */
export function wordsProblem({ content, html }: SaidWords, { hasData }: { readonly hasData: boolean }): string | null {
  if (isBroken(content) || (html !== undefined && isBroken(html)))
    return "The text holds characters that can't be kept.";
  if (!hasData && showsNothing(content)) return emptyText;
  if (html === undefined) return utf8Length(content) > maxTextBytes ? "A message holds at most 10 KB of text." : null;
  const isTooLong = utf8Length(html) > maxHtmlBytes || utf8Length(content) > maxHtmlBytes;
  return isTooLong ? "A message holds at most 64 KB of html." : null;
}

/** Why this can't be a message's data, as a sentence; null when it can. */
export function dataProblem(data: object): string | null {
  if (isDeeperThan(maxDataLevels, data)) return `Data is nested at most ${maxDataLevels} levels deep.`;
  return utf8Length(JSON.stringify(data)) > maxDataBytes ? "A message holds at most 100 KB of data." : null;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each));
}

export interface MentionsContext {
  /** Those of them who are nobody. Who is a member need not be looked up. */
  readonly unregistered?: readonly UserId[];
}

/** Whoever is mentioned must be able to read it. The first one who can't is named. */
export function mentionsProblem(
  mentions: readonly UserId[],
  conversation: Conversation,
  { unregistered = [] }: MentionsContext,
): string | null {
  if (mentions.length > maxMentions) return `A message mentions at most ${maxMentions} people.`;
  const cannot = mentions.find(
    (id) => !isMember(conversation, id) && (!mayRead(conversation, id) || unregistered.includes(id)),
  );
  return cannot === undefined ? null : `There is nobody with the id ${cannot} here.`;
}

/** As events hold it: what is empty is absent, and each is mentioned once. */
export function wordsOf({ content, html, mentions = [], mentionsAll = false }: SaidWords): Words {
  return {
    content,
    ...(html !== undefined && { html }),
    ...(mentions.length > 0 && { mentions: [...new Set(mentions)] }),
    ...(mentionsAll && { mentionsAll: true as const }),
  };
}
