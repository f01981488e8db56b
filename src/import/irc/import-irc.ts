import { importerId, personId } from "./ids.ts";
import { readLog, type LogEntry } from "./log.ts";
import { registerPeople, type PeopleContext, type Person } from "./people.ts";
import { Planner } from "./planner.ts";
import { openRoom } from "./room.ts";
import { RoomWriter, type Written } from "./room-writer.ts";
import type { OnSkipped, Survey } from "./survey.ts";

export interface IrcFolder {
  readonly folder: string;
  readonly channel: string;
  /** Of this folder. */
  readonly survey: Survey;
  /** Ends the import early: what is on its way is written, and the signal's reason thrown. */
  readonly signal?: AbortSignal;
}

export interface ImportListener {
  onSkipped: OnSkipped;
  /** So many more lines are done. */
  onLines(count: number): void;
}

/** Lines; beside those that were skipped they are all. */
export interface ImportCounts {
  readonly written: number;
  /** Of an earlier import. */
  readonly there: number;
  /** Nothing came of them, since it was so already: somebody joins who is a member. */
  readonly nothing: number;
  /** The conversation's rules, or an erasure, forbid them. */
  readonly refused: number;
}

/**
 * Brings a channel's logs into its room. Run again it adds what is missing, nothing twice; a run that was ended half-way
 * goes on where it stood.
 * @throws ImportRefused, StoreUnavailable; what was written until then stays.
 */
export async function importIrc(
  context: PeopleContext,
  { folder, channel, survey, signal }: IrcFolder,
  listener: ImportListener,
): Promise<ImportCounts> {
  const people = [...survey.people.values()].map((nick): Person => ({ userId: personId(channel, nick), nick }));
  const { erased } = await registerPeople(context, [importer, ...people]);
  const firstSaidAt = survey.startedAt ?? new Date(0).toISOString();
  const room = await openRoom(context.commands, { channel, firstSaidAt });
  const counts = { written: 0, there: 0, nothing: 0, refused: 0 };
  const done = (log: string, entry: LogEntry, { kind, refusal }: Written): void => {
    counts[kind] += 1;
    if (refusal) listener.onSkipped({ file: `${log}.raw.txt`, line: entry.line, reason: refusal });
    listener.onLines(1);
  };
  const planner = new Planner({ room, channel, erased, logs: survey.logs.map(({ name }) => name) });
  await using writer = new RoomWriter(context.commands, room, ({ log, entry }, written) => done(log, entry, written));
  for (const name of survey.logs) {
    for (const { entry, plan } of planner.plan(await readLog(folder, name))) {
      signal?.throwIfAborted();
      if (plan.kind === "write") await writer.add(plan.line);
      else if (plan.kind === "unreadable") listener.onLines(1);
      else done(name.name, entry, plan);
    }
  }
  await writer.flush();
  return counts;
}

const importer: Person = { userId: importerId, nick: "irc-import", displayName: "IRC import" };
