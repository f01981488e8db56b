import type { DomainEvent } from "../../domain/decision.ts";
import type { Position } from "../../event-store/port.ts";
import type { Written } from "../../events/logged.ts";
import type { Command, Outcome } from "./command.ts";
import type { Drafted } from "./draft.ts";
import { readSome, type Log } from "./stream-reader.ts";

interface Asked<State, Event extends DomainEvent> {
  readonly command: Command<State, Event>;
  readonly resolve: (outcome: Outcome<Event>) => void;
  readonly reject: (error: unknown) => void;
}

/** Most commands with a key cause one event or two. */
const replayPage = 4;

/** Tells each what became of its command, now that the batch is written; `positions` are those of all its events. */
export async function answerAll<State, Event extends DomainEvent>(
  batch: readonly Asked<State, Event>[],
  drafts: readonly Drafted<Event>[],
  { log, positions }: { readonly log: Log; readonly positions: readonly Position[] },
): Promise<void> {
  let next = 0;
  const replays: Promise<void>[] = [];
  for (const [index, asked] of batch.entries()) {
    const drafted = drafts[index];
    if (drafted?.kind === "events") {
      const events = drafted.events.map((event, nth) => ({ ...event, position: positions[next + nth] ?? 0n }));
      next += events.length;
      asked.resolve({ kind: "done", events, isReplay: false });
    } else if (drafted?.kind === "replay") replays.push(answerReplay(log, asked, drafted.revision));
    else if (drafted?.kind === "refused") asked.resolve(drafted);
    else asked.reject(drafted?.error);
  }
  await Promise.all(replays);
}

async function answerReplay<State, Event extends DomainEvent>(
  log: Log,
  { command, resolve, reject }: Asked<State, Event>,
  revision: number,
): Promise<void> {
  try {
    resolve({ kind: "done", events: await earlier(log, command, revision), isReplay: true });
  } catch (error) {
    reject(error);
  }
}

/** The events of the command that used the key first: they stand side by side. */
async function earlier<State, Event extends DomainEvent>(
  log: Log,
  { stream, actor, key }: Command<State, Event>,
  revision: number,
): Promise<Written<Event>[]> {
  const found: Written<Event>[] = [];
  for (;;) {
    const page = await readSome<Event>(log, stream, { from: revision + found.length, limit: replayPage });
    const other = page.findIndex((event) => event.actor !== actor || event.key?.name !== key?.name);
    found.push(...page.slice(0, other === -1 ? page.length : other));
    if (other !== -1 || page.length < replayPage) return found;
  }
}
