import type { ScheduledEvent } from "../../../src/domain/scheduled/events.ts";
import { scheduledId, type ScheduledId } from "../../../src/domain/scheduled/scheduled-id.ts";
import type { Logged } from "../../../src/events/logged.ts";
import type { ScheduledRow } from "../../../src/projections/reads/scheduled.ts";

interface Kept {
  readonly userId: string;
  readonly conversationId: string;
  readonly row: ScheduledRow;
}

/** What the read model of scheduled messages must answer. */
export class ScheduledModel {
  readonly #kept = new Map<ScheduledId, Kept>();

  /** Somebody's own, but for those that were cancelled; the latest to be sent first. */
  list(viewer: string, conversation: string): readonly ScheduledRow[] {
    return [...this.#kept.values()]
      .filter(({ userId, conversationId }) => userId === viewer && conversationId === conversation)
      .map(({ row }) => row)
      .toSorted((a, b) => (`${a.sendAt} ${a.id}` > `${b.sendAt} ${b.id}` ? -1 : 1));
  }

  take({ stream, type, data, at }: Logged<ScheduledEvent>): void {
    const id = scheduledId(stream.slice("scheduled-".length));
    const kept = this.#kept.get(id);
    switch (type) {
      case "SendScheduled":
      case "ScheduledChanged": {
        const { conversationId, userId, ...message } = data;
        const became = { id, status: "waiting", sendAt: message.sendAt, message, messageId: null, code: null } as const;
        this.#kept.set(id, { userId, conversationId, row: { ...became, createdAt: kept?.row.createdAt ?? at } });
        return;
      }
      case "ScheduledCancelled":
        this.#kept.delete(id);
        return;
      case "ScheduledTaken":
        return this.#become(id, { status: "taken" });
      case "ScheduledSent":
        return this.#become(id, { status: "sent", messageId: data.messageId, message: null });
      case "ScheduledRefused":
        return this.#become(id, { status: "refused", code: data.code });
    }
  }

  #become(id: ScheduledId, change: Partial<ScheduledRow>): void {
    const kept = this.#kept.get(id);
    if (kept) this.#kept.set(id, { ...kept, row: { ...kept.row, ...change } });
  }
}
