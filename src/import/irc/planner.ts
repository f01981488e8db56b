import type { UserId } from "../../domain/ids.ts";
import { lineKey, logKey, personId } from "./ids.ts";
import { isSpoken } from "./log-line.ts";
import type { Log, LogEntry } from "./log.ts";
import { replyTargets } from "./reply-targets.ts";
import type { Room } from "./room.ts";
import type { LineToWrite } from "./room-writer.ts";
import { stepsOf, wordsOf, type Step } from "./step.ts";

/** What is to be done with a line. */
export type Plan =
  | { readonly kind: "write"; readonly line: LineToWrite }
  | { readonly kind: "unreadable" }
  | { readonly kind: "there" | "nothing" }
  | { readonly kind: "refused"; readonly refusal: string };

export interface PlannerOptions {
  readonly room: Room;
  readonly channel: string;
  readonly erased: ReadonlySet<UserId>;
  /** All that are imported, in their order. */
  readonly logs: readonly string[];
}

/** Says what is to be done with each line, and keeps the room's members as they are after it. */
export class Planner {
  readonly #options: PlannerOptions;
  /** Before this file everything that is told of members is over: later lines were imported already. */
  readonly #lastKnownLog: number;
  readonly #idsOfPeople = new Map<string, UserId>();

  constructor(options: PlannerOptions) {
    this.#options = options;
    this.#lastKnownLog = options.logs.findLastIndex((name) => options.room.logs.has(logKey(name)));
  }

  /** Each line of a file when it is asked for; the files in their order. */
  *plan(log: Log): Iterable<{ entry: LogEntry; plan: Plan }> {
    const { places } = this.#options.room;
    const replies = replyTargets(log).byLine;
    const index = this.#options.logs.indexOf(log.name);
    const lastKnownLine =
      index < this.#lastKnownLog
        ? log.entries.length
        : log.entries.findLastIndex(({ line }) => places.has(lineKey(log.name, line)));
    for (const entry of log.entries) {
      const target = replies.get(entry.line);
      const replyTo = target === undefined ? {} : { replyTo: lineKey(log.name, target) };
      const steps = this.#stepsOf(entry, entry.line < lastKnownLine ? wordsOf : (all) => all);
      yield { entry, plan: this.#planOf({ log: log.name, entry, steps, ...replyTo }) };
    }
  }

  #stepsOf({ says, person }: LogEntry, remaining: (steps: readonly Step[]) => readonly Step[]): readonly Step[] {
    const userId = person === null ? null : this.#idOf(person);
    return remaining(stepsOf(says, { person: userId, members: this.#options.room.members }));
  }

  #idOf(nick: string): UserId {
    const id = this.#idsOfPeople.get(nick) ?? personId(this.#options.channel, nick);
    this.#idsOfPeople.set(nick, id);
    return id;
  }

  #planOf(line: LineToWrite): Plan {
    const { room, erased } = this.#options;
    const { log, entry, steps } = line;
    if (entry.says.kind === "unreadable") return { kind: "unreadable" };
    if (room.places.has(lineKey(log, entry.line))) return { kind: "there" };
    const author = steps.at(-1)?.actor;
    if (author && erased.has(author)) {
      return isSpoken(entry.says) ? { kind: "refused", refusal: "Its author was erased." } : { kind: "nothing" };
    }
    if (steps.length === 0) return { kind: "nothing" };
    this.#follow(steps);
    return { kind: "write", line };
  }

  #follow(steps: readonly Step[]): void {
    const { members } = this.#options.room;
    for (const step of steps) {
      if (step.kind === "joined") members.add(step.actor);
      if (step.kind === "left") members.delete(step.actor);
      if (step.kind === "removed") members.delete(step.userId);
    }
  }
}
