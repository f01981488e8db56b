import type { LineKind } from "./log-line.ts";
import { logsIn, readLog, type Log } from "./log.ts";
import type { LogName } from "./log-name.ts";
import { foldNick } from "./nick.ts";
import { replyTargets, type ReplyCounts } from "./reply-targets.ts";

/** What is left out: a line, numbered from 0 as reply links number them, or a whole file. */
export interface Skipped {
  readonly file: string;
  readonly line?: number;
  readonly reason: string;
}

export type OnSkipped = (skipped: Skipped) => void;

/** What a folder of logs holds. */
export interface Survey {
  readonly logs: readonly LogName[];
  readonly lines: number;
  /** When the first line was said; null where there is none. */
  readonly startedAt: string | null;
  readonly kinds: ReadonlyMap<LineKind, number>;
  readonly links: ReplyCounts & { readonly self: number; readonly damaged: number };
  /** The channel that its lines name most often; null where they name none. */
  readonly channel: string | null;
  /** Everybody who spoke or joined: folded nick to the nick as it was first written. */
  readonly people: ReadonlyMap<string, string>;
}

/** Reads all of it and writes nothing. @throws an error of the file system. */
export async function survey(folder: string, onSkipped: OnSkipped): Promise<Survey> {
  const { logs, undated } = await logsIn(folder);
  for (const file of undated) onSkipped({ file, reason: "Its name does not begin with a day such as 2013-07-10." });
  const count = new Count();
  for (const name of logs) {
    const log = await readLog(folder, name);
    tellSkipped(log, onSkipped);
    count.add(log);
  }
  return count.of(logs);
}

function tellSkipped({ name, entries, links }: Log, onSkipped: OnSkipped): void {
  if (entries.length === 0) onSkipped({ file: `${name}.raw.txt`, reason: "It is empty." });
  for (const { line, says } of entries) {
    if (says.kind === "unreadable") onSkipped({ file: `${name}.raw.txt`, line, reason: says.reason });
  }
  for (const problem of links.problems) onSkipped({ file: `${name}.annotation.txt`, ...problem });
}

class Count {
  readonly #kinds = new Map<LineKind, number>();
  readonly #channels = new Map<string, number>();
  readonly #people = new Map<string, string>();
  readonly #links = { replies: 0, furtherTargets: 0, ofOtherLines: 0, self: 0, damaged: 0 };
  #lines = 0;
  #startedAt: string | null = null;

  add(log: Log): void {
    this.#startedAt ??= log.entries[0]?.at ?? null;
    this.#lines += log.entries.length;
    for (const { says, person } of log.entries) {
      increase(this.#kinds, says.kind);
      if ("channel" in says && says.channel) increase(this.#channels, says.channel.toLowerCase());
      if (person !== null && isMemberOf(says.kind)) this.#meet(person);
    }
    const { counts } = replyTargets(log);
    this.#links.replies += counts.replies;
    this.#links.furtherTargets += counts.furtherTargets;
    this.#links.ofOtherLines += counts.ofOtherLines;
    this.#links.self += log.links.selfLinks;
    this.#links.damaged += log.links.problems.length;
  }

  of(logs: readonly LogName[]): Survey {
    const [channel] = [...this.#channels].toSorted(([, one], [, other]) => other - one)[0] ?? [null];
    return {
      logs,
      lines: this.#lines,
      startedAt: this.#startedAt,
      kinds: this.#kinds,
      links: this.#links,
      channel,
      people: this.#people,
    };
  }

  #meet(nick: string): void {
    const folded = foldNick(nick);
    if (!this.#people.has(folded)) this.#people.set(folded, nick);
  }
}

/** Whether a line of this kind makes its person a member. */
const isMemberOf = (kind: LineKind): boolean =>
  kind === "message" || kind === "action" || kind === "notice" || kind === "other" || kind === "join";

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
