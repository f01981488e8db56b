import { sendMessage, type NewMessage } from "../api/messages.ts";
import { ApiProblem } from "../api/problem.ts";
import { backoff } from "../stream/backoff.ts";
import type { Message } from "../wire/shapes.ts";
import type { Change } from "./change.ts";
import type { Outgoing } from "./outgoing.ts";
import type { State } from "./state.ts";

export interface OutboxParts {
  readonly state: () => State;
  readonly change: (change: Change) => void;
  readonly send?: (conversationId: string, message: NewMessage) => Promise<Message>;
  /** Has it tried again later, after so many tries in vain. */
  readonly later?: (run: () => void, tries: number) => void;
}

/**
 * Sends what was written, in each conversation one after the other in the order of writing. What does not reach the
 * server waits for `resume` and goes out with the same key; what the server refuses stays, with the reason.
 */
export class Outbox {
  readonly #parts: Required<OutboxParts>;
  readonly #busy = new Set<string>();
  #tries = 0;

  constructor(parts: OutboxParts) {
    this.#parts = { send: sendMessage, later: (run, tries) => void setTimeout(run, backoff(tries)), ...parts };
  }

  write(outgoing: Outgoing): void {
    this.#parts.change({ kind: "written", outgoing });
    void this.#work(outgoing.conversationId);
  }

  retry(key: string): void {
    this.#parts.change({ kind: "waits", key });
    this.resume();
  }

  /** Everything that waits goes out: the server is there again. */
  resume(): void {
    const waiting = this.#parts.state().outgoing.filter(({ status }) => status === "waiting");
    for (const id of new Set(waiting.map(({ conversationId }) => conversationId))) void this.#work(id);
  }

  async #work(conversationId: string): Promise<void> {
    if (this.#busy.has(conversationId)) return;
    this.#busy.add(conversationId);
    try {
      for (let next = this.#next(conversationId); next; next = this.#next(conversationId)) {
        if (!(await this.#send(next))) return this.#tryLater();
        this.#tries = 0;
      }
    } finally {
      this.#busy.delete(conversationId);
    }
  }

  #tryLater(): void {
    this.#parts.later(() => this.resume(), this.#tries);
    this.#tries += 1;
  }

  #next(conversationId: string): Outgoing | undefined {
    return this.#parts
      .state()
      .outgoing.find((each) => each.conversationId === conversationId && each.status === "waiting");
  }

  /** @returns whether the next one may follow. */
  async #send(outgoing: Outgoing): Promise<boolean> {
    const { change, send } = this.#parts;
    const { key } = outgoing;
    change({ kind: "sending", key });
    try {
      change({ kind: "sent", message: await send(outgoing.conversationId, bodyOf(outgoing)) });
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      // Without the session everything waits for the next one.
      const waits = error.passes || error.code === "unauthenticated";
      change(waits ? { kind: "waits", key } : { kind: "not-sent", key, reason: error.code });
      return !waits;
    }
  }
}

function bodyOf({ key, content, contentType, replyTo, mentions, mentionsAll }: Outgoing): NewMessage {
  return {
    content,
    client_message_id: key,
    ...(contentType === "html" && { content_type: contentType }),
    ...(replyTo && { reply_to_id: replyTo.id }),
    ...(mentions.length > 0 && { mentions }),
    ...(mentionsAll && { mentions_all: true }),
  };
}
