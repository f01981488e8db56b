import type { DomainEvent } from "../domain/decision.ts";
import { conversationId } from "../domain/ids.ts";
import { forgetWords as decide } from "../domain/retention/forget-words.ts";
import type { RetentionEvent } from "../domain/retention/events.ts";
import { written } from "../events/logged.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type Request } from "./request.ts";
import { conversationStream, retentionStream } from "./streams.ts";

export interface ForgetWordsRequest extends Request {
  readonly conversationId: string;
  /** The beginning of a month: ISO 8601, UTC, milliseconds. */
  readonly before: string;
}

type Context = Pick<CommandContext, "store" | "retentions" | "conversations">;

/** Tells the log what is kept no longer, whose keys are destroyed by then; again after a doubt, without harm. */
export async function forgetWords(context: Context, request: ForgetWordsRequest): Promise<Outcome<RetentionEvent>> {
  const id = conversationId(request.conversationId);
  const stream = conversationStream(id);
  const { revision } = await context.conversations.current(stream);
  const upToRevision = await lastBefore(context, { stream, head: revision, time: request.before });
  return context.retentions.handle({
    ...causeOf(request),
    stream: retentionStream(id),
    decide: (state) => decide({ conversationId: id, before: request.before, upToRevision }, state),
  });
}

/** Times never run back in a stream, so that its last event from before a time is found by halving. */
async function lastBefore(
  { store }: Pick<Context, "store">,
  { stream, head, time }: { readonly stream: string; readonly head: number; readonly time: string },
): Promise<number> {
  let [from, to] = [0, head];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    const [event] = await Array.fromAsync(store.readStream(stream, { from: middle, limit: 1 }));
    if (event && written<DomainEvent>(event).at < time) from = middle;
    else to = middle - 1;
  }
  return from;
}
