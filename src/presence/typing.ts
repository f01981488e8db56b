import { z } from "zod";
import { isConversationId, isUserId, type ConversationId, type UserId } from "../domain/ids.ts";
import type { Signals } from "../platform/signals/signals.ts";
import type { TypingChange } from "../wire/ephemeral.ts";
import type { Clock } from "./clock.ts";
import { Typists, type Told } from "./typists.ts";

export interface TypingOptions {
  readonly signals: Signals;
  readonly clock: Pick<Clock, "now">;
  readonly report: (sentence: string) => void;
}

const topic = "typing";
const tickMs = 100;

const signal = z.object({
  conversation: z.custom<ConversationId>(isConversationId),
  user: z.custom<UserId>(isUserId),
  is_typing: z.boolean(),
  /** How many milliseconds ago. */
  ago: z.number().min(0),
});

/** Who is typing, in all processes. Nothing of it is kept. */
export class Typing {
  readonly #options: TypingOptions;
  readonly #typists = new Typists();
  #onChange: (change: TypingChange) => void = () => undefined;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: TypingOptions) {
    this.#options = options;
    options.signals.hear(topic, (payload) => this.#hear(payload));
  }

  /** @param onChange told of what is to be shown, whoever said it */
  start(onChange: (change: TypingChange) => void): void {
    this.#onChange = onChange;
    this.#timer = setInterval(() => this.#tell(this.#typists.tick(this.#now())), tickMs);
  }

  /** Somebody says so here. Whether they may is asked before; what comes too often is told later, as one. */
  says(change: TypingChange): void {
    this.#tell(this.#typists.take({ ...change, at: this.#now(), isOwn: true }));
  }

  /** A message of theirs was read in the log. */
  sent(who: Pick<TypingChange, "conversationId" | "userId">): void {
    this.#tell(this.#typists.sent({ ...who, at: this.#now() }));
  }

  /** Who is typing there now. */
  of(conversationId: ConversationId): readonly UserId[] {
    return this.#typists.of(conversationId, this.#now());
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  #now(): number {
    return this.#options.clock.now();
  }

  #tell(told: readonly Told[]): void {
    for (const { conversationId, userId, isTyping, at, isOwn } of told) {
      const said = { conversation: conversationId, user: userId, is_typing: isTyping, ago: this.#now() - at };
      if (isOwn) this.#options.signals.send(topic, said);
      this.#onChange({ conversationId, userId, isTyping });
    }
  }

  #hear(payload: unknown): void {
    const heard = signal.safeParse(payload);
    if (!heard.success) return this.#options.report("Another process said nothing that makes sense of who types.");
    const { conversation: conversationId, user: userId, is_typing: isTyping, ago } = heard.data;
    this.#tell(this.#typists.take({ conversationId, userId, isTyping, at: this.#now() - ago, isOwn: false }));
  }
}
