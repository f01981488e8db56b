import { join } from "node:path";
import { readdir, readFile } from "node:fs/promises";
import { textProblem } from "../../domain/text.ts";
import { isSpoken, type LogLine, type SpokenLine } from "./log-line.ts";
import { isLogFile, parseLogName, type LogName } from "./log-name.ts";
import { parseLine } from "./parse-line.ts";
import { noReplies, parseReplies, type ReplyLinks } from "./replies.ts";
import { textLines } from "./text-lines.ts";
import { timesOf } from "./times.ts";
import { whoSpeaks } from "./who-speaks.ts";

/** One file, read whole. */
export interface Log {
  readonly name: string;
  readonly entries: readonly LogEntry[];
  readonly links: ReplyLinks;
}

/** A line with what the rest of its file says about it. */
export interface LogEntry {
  /** From 0. */
  readonly line: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** The nick that its person is known by; null where it is about nobody. */
  readonly person: string | null;
  readonly says: LogLine;
}

/** The logs of a folder, the earliest first, and the files whose names tell no day. */
export async function logsIn(folder: string): Promise<{ logs: readonly LogName[]; undated: readonly string[] }> {
  const files = (await readdir(folder)).filter(isLogFile).toSorted();
  const logs = files.flatMap((file) => parseLogName(file) ?? []);
  return { logs, undated: files.filter((file) => parseLogName(file) === null) };
}

export async function readLog(folder: string, log: LogName): Promise<Log> {
  const lines = textLines(await readFile(join(folder, `${log.name}.raw.txt`))).map((line) => read(line, log));
  const clocks = lines.map((line) => ("clock" in line ? line.clock : null));
  const times = timesOf(clocks, log);
  const people = whoSpeaks(lines);
  const entries = lines.map((says, line) => ({
    line,
    at: times[line] ?? "",
    person: people[line] ?? null,
    says: sendable(says),
  }));
  return { name: log.name, entries, links: await readLinks(folder, { log, logLines: lines.length }) };
}

function read(line: string | null, { period }: LogName): LogLine {
  if (line === null) return { kind: "unreadable", reason: "It is not UTF-8." };
  return parseLine(line, period);
}

/** What no conversation takes as a message is told beforehand, with the rule's own sentence. */
function sendable(line: LogLine): LogLine {
  const problem = isSpoken(line) ? textProblem(contentOf(line)) : null;
  return problem === null ? line : { kind: "unreadable", reason: problem };
}

/** As it stands in the conversation. */
export function contentOf({ kind, nick, text }: SpokenLine): string {
  return kind === "action" ? `* ${nick} ${text}` : text;
}

async function readLinks(folder: string, { log, logLines }: { log: LogName; logLines: number }): Promise<ReplyLinks> {
  try {
    const bytes = await readFile(join(folder, `${log.name}.annotation.txt`));
    return parseReplies(
      textLines(bytes).map((line) => line ?? ""),
      logLines,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return noReplies;
    throw error;
  }
}
