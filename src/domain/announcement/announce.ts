import { happened, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { characters, isBroken } from "../text.ts";
import type { AnnouncementEvent } from "./events.ts";

/** Characters: it is read by everybody, and at once. */
export const maxAnnouncementLength = 2_000;

export interface Announce {
  readonly actor: UserId;
  readonly announcementId: string;
  readonly text: string;
}

/** That the actor is an administrator is asked before. */
export function announce({ actor, announcementId, text }: Announce): Decision<AnnouncementEvent> {
  const problem = announcementProblem(text);
  if (problem !== null) return refuse("validation_failed", problem);
  return happened("AnnouncementMade", { announcementId, by: actor, text });
}

/** Why this can't be announced, as a sentence; null when it can. The text is kept as it is. */
export function announcementProblem(text: string): string | null {
  if (text.trim() === "") return "An announcement can't be empty.";
  if (isBroken(text)) return "The text holds characters that can't be kept.";
  if (characters(text) > maxAnnouncementLength)
    return `An announcement has at most ${maxAnnouncementLength} characters.`;
  return null;
}
