import type { ConversationId, UserId } from "../domain/ids.ts";
import { reasonOf } from "../platform/start-refused.ts";
import type { PresenceJson } from "../wire/ephemeral.ts";
import type { Audiences, Connected } from "./audiences.ts";
import { ephemeralFrame } from "./frame.ts";
import type { Stream } from "./stream.ts";
import type { Timeline } from "./timeline.ts";

export interface PresenceTellingParts {
  readonly audiences: Audiences;
  readonly timeline: Pick<Timeline, "conversationsOf">;
  readonly report: (sentence: string) => void;
}

/** Above so many connected members a conversation is not told who comes and goes: each would be a frame for everybody. */
const mostMembers = 200;
/** So many people's conversations are asked for together. */
const peopleAtOnce = 100;

/** Tells who came and who went to those who share a conversation with them. Of a person the latest is told. */
export class PresenceTelling {
  readonly #parts: PresenceTellingParts;
  readonly #waiting = new Map<UserId, PresenceJson>();
  #isTelling = false;

  constructor(parts: PresenceTellingParts) {
    this.#parts = parts;
  }

  tell(changes: readonly PresenceJson[]): void {
    if (!this.#parts.audiences.isAnybodyHere()) return;
    for (const change of changes) this.#waiting.set(change.user_id, change);
    if (!this.#isTelling) void this.#tellWaiting();
  }

  async #tellWaiting(): Promise<void> {
    this.#isTelling = true;
    while (this.#waiting.size > 0) {
      const changes = [...this.#waiting.values().take(peopleAtOnce)];
      for (const { user_id: id } of changes) this.#waiting.delete(id);
      try {
        this.#tellTogether(changes, await this.#conversationsOf(changes));
      } catch (error) {
        this.#parts.report(`Who came and went was not told: ${reasonOf(error)}`);
      }
    }
    this.#isTelling = false;
  }

  /** By this process's own reading of the log for those who are connected here, otherwise by the timeline. */
  async #conversationsOf(changes: readonly PresenceJson[]): Promise<ReadonlyMap<UserId, Iterable<ConversationId>>> {
    const { audiences, timeline } = this.#parts;
    const known = new Map<UserId, Iterable<ConversationId>>();
    const unknown: UserId[] = [];
    for (const { user_id: id } of changes) {
      const stays = audiences.connected(id)?.person.stays;
      if (stays) known.set(id, stays.keys().toArray());
      else unknown.push(id);
    }
    const asked = unknown.length > 0 ? await timeline.conversationsOf(unknown) : new Map<UserId, ConversationId[]>();
    return new Map([...known, ...asked]);
  }

  /** One write for each stream. */
  #tellTogether(changes: readonly PresenceJson[], conversations: ReadonlyMap<UserId, Iterable<ConversationId>>): void {
    const frames = new Map<Stream, Buffer[]>();
    for (const change of changes) {
      const frame = ephemeralFrame("presence", change);
      for (const { person, streams } of this.#sharing(conversations.get(change.user_id) ?? [])) {
        if (person.id === change.user_id) continue;
        for (const stream of streams) frames.set(stream, [...(frames.get(stream) ?? []), frame]);
      }
    }
    for (const [stream, told] of frames) stream.tellInPassing(Buffer.concat(told), told.length);
  }

  #sharing(conversations: Iterable<ConversationId>): ReadonlySet<Connected> {
    const sharing = new Set<Connected>();
    for (const id of conversations) {
      const members = this.#parts.audiences.membersOf(id);
      if (members.size <= mostMembers) for (const each of members) sharing.add(each);
    }
    return sharing;
  }
}
