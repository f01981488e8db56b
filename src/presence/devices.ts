import { z } from "zod";
import { isConversationId, isUserId, type ConversationId, type UserId } from "../domain/ids.ts";
import type { Signals } from "../platform/signals/signals.ts";
import type { DeviceEvent } from "../wire/ephemeral.ts";

const topic = "devices";

const signal = z.object({
  user: z.custom<UserId>(isUserId),
  event: z.literal("draft_changed"),
  conversation: z.custom<ConversationId>(isConversationId),
  by: z.string().exactOptional(),
});

export interface DevicesOptions {
  readonly signals: Signals;
  readonly report: (sentence: string) => void;
}

/** Tells a person's devices, whichever process they are connected to, what another one of them did. */
export class Devices {
  readonly #options: DevicesOptions;
  #onEvent: (userId: UserId, event: DeviceEvent) => void = () => undefined;

  constructor(options: DevicesOptions) {
    this.#options = options;
    options.signals.hear(topic, (payload) => this.#hear(payload));
  }

  /** @param onEvent told of what the devices that are connected here are to be told */
  start(onEvent: (userId: UserId, event: DeviceEvent) => void): void {
    this.#onEvent = onEvent;
  }

  tell(userId: UserId, told: DeviceEvent): void {
    const { event, conversationId: conversation, bySession } = told;
    const by = bySession === undefined ? {} : { by: bySession };
    this.#options.signals.send(topic, { user: userId, event, conversation, ...by });
    this.#onEvent(userId, told);
  }

  #hear(payload: unknown): void {
    const heard = signal.safeParse(payload);
    if (!heard.success) return this.#options.report("Another process said nothing that devices can be told.");
    const { user, event, conversation: conversationId, by } = heard.data;
    this.#onEvent(user, { event, conversationId, ...(by !== undefined && { bySession: by }) });
  }
}
