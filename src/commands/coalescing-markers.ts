import { advanceMarkers } from "../domain/inbox/advance-markers.ts";
import type { Conversation } from "../domain/conversation/conversation.ts";
import type { Decision } from "../domain/decision.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { Inbox } from "../domain/inbox/inbox.ts";
import { StoreUnavailable } from "../event-store/errors.ts";
import type { CommandContext } from "./context.ts";
import { decideOnInbox } from "./decide-on-inbox.ts";
import type { Outcome } from "./deciding/command.ts";
import type { AdvanceMarkersRequest, InboxMarkers } from "./inbox-markers.ts";
import { conversationStream, inboxStream } from "./streams.ts";

/** Milliseconds in which a member's markers in a conversation are written once at most. */
const windowMs = 2_000;

/** A member's markers in one conversation, from a write until the window after it has passed. */
interface Window {
  /** What came since, merged; null: nothing. */
  waiting: Merged | null;
  timer: NodeJS.Timeout | null;
}

interface Merged {
  request: AdvanceMarkersRequest;
  readonly outcome: PromiseWithResolvers<Outcome<InboxEvent>>;
}

const nothingToDo: Outcome<InboxEvent> = { kind: "done", events: [], isReplay: false };

/** The first advance is written at once; those within the next two seconds are merged and written together. */
export class CoalescingMarkers implements InboxMarkers {
  readonly #context: Pick<CommandContext, "conversations" | "inboxes">;
  readonly #windows = new Map<string, Window>();
  readonly #writing = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(context: Pick<CommandContext, "conversations" | "inboxes">) {
    this.#context = context;
  }

  async advance(request: AdvanceMarkersRequest): Promise<Outcome<InboxEvent>> {
    const decision = await this.#decided(request);
    if (decision.kind === "refused") return decision;
    if (decision.events.length === 0) return nothingToDo;
    if (this.#isClosed) throw new StoreUnavailable("this process is stopping", { outcome: "not written" });
    const stream = inboxStream(request.conversationId, request.actor);
    const window = this.#windows.get(stream);
    if (!window) return this.#writeFirst(stream, request);
    window.waiting = { request: merged(window.waiting?.request, request), outcome: outcomeOf(window) };
    return window.waiting.outcome.promise;
  }

  async flush({ conversationId, actor }: Pick<AdvanceMarkersRequest, "conversationId" | "actor">): Promise<void> {
    const stream = inboxStream(conversationId, actor);
    const window = this.#windows.get(stream);
    if (!window?.waiting) return;
    const { promise } = window.waiting.outcome;
    this.#endWindow(stream, window);
    await Promise.allSettled([promise]);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const [stream, window] of this.#windows) this.#endWindow(stream, window);
    await Promise.allSettled(this.#writing);
  }

  /**
   * By what is known here, so that a flood of advances reads nothing; before a refusal the conversation's tail is read.
   * An inbox that is behind asks for too much rather than for nothing, since its markers never go back; but it may not
   * know yet of a mark that reading takes away, so that before nothing is to be read its tail is.
   */
  async #decided(request: AdvanceMarkersRequest): Promise<Decision<InboxEvent>> {
    const { conversations, inboxes } = this.#context;
    const stream = conversationStream(request.conversationId);
    const own = inboxStream(request.conversationId, request.actor);
    const { state: inbox } = await inboxes.known(own);
    const { state: conversation } = await conversations.known(stream);
    const decision = decide(request, inbox, conversation);
    if (decision.kind === "refused") return decide(request, inbox, (await conversations.current(stream)).state);
    if (decision.events.length > 0 || request.readTo === undefined) return decision;
    return decide(request, (await inboxes.current(own)).state, conversation);
  }

  #writeFirst(stream: string, request: AdvanceMarkersRequest): Promise<Outcome<InboxEvent>> {
    this.#openWindow(stream);
    return this.#write(request);
  }

  #openWindow(stream: string): void {
    const window: Window = { waiting: null, timer: null };
    window.timer = setTimeout(() => this.#endWindow(stream, window), windowMs);
    this.#windows.set(stream, window);
  }

  /** What waited is written, and opens the next window. */
  #endWindow(stream: string, { waiting, timer }: Window): void {
    if (timer) clearTimeout(timer);
    this.#windows.delete(stream);
    if (!waiting) return;
    if (!this.#isClosed) this.#openWindow(stream);
    this.#write(waiting.request).then(waiting.outcome.resolve, waiting.outcome.reject);
  }

  #write(request: AdvanceMarkersRequest): Promise<Outcome<InboxEvent>> {
    const writing = this.#readAndWrite(request).finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
    return writing;
  }

  async #readAndWrite(request: AdvanceMarkersRequest): Promise<Outcome<InboxEvent>> {
    return decideOnInbox(this.#context, request, (inbox, { conversation }) => decide(request, inbox, conversation));
  }
}

function decide(request: AdvanceMarkersRequest, inbox: Inbox, conversation: Conversation): Decision<InboxEvent> {
  return advanceMarkers(request, inbox, { conversation });
}

const outcomeOf = ({ waiting }: Window): Merged["outcome"] => waiting?.outcome ?? Promise.withResolvers();

/** The greatest of each. */
function merged(one: AdvanceMarkersRequest | undefined, other: AdvanceMarkersRequest): AdvanceMarkersRequest {
  if (!one) return other;
  const readTo = greatest(one.readTo, other.readTo);
  const deliveredTo = greatest(one.deliveredTo, other.deliveredTo);
  return { ...one, ...(readTo !== undefined && { readTo }), ...(deliveredTo !== undefined && { deliveredTo }) };
}

function greatest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.max(one, other);
}
