/** What a line of a log says. */
export type LogLine = SpokenLine | MembershipLine | RenameLine | KickLine | TopicLine | NoteLine | UnreadableLine;

export type LineKind = LogLine["kind"];

/** Minutes since midnight, as the log's clock showed them. */
export type Clock = number;

/** Somebody's words. */
export interface SpokenLine {
  readonly kind: "message" | "action" | "notice" | "other";
  /** Null where the line shows none: an action of an old log. */
  readonly clock: Clock | null;
  readonly nick: string;
  /** As it was written; of an action without the nick. */
  readonly text: string;
  readonly channel?: string;
}

export interface MembershipLine {
  readonly kind: "join" | "leave";
  readonly nick: string;
  readonly channel: string;
}

export interface RenameLine {
  readonly kind: "rename";
  readonly nick: string;
  readonly newNick: string;
  /** All that the line says, for whoever reads the history. */
  readonly text: string;
}

export interface KickLine {
  readonly kind: "kick";
  /** Whoever had to go. */
  readonly nick: string;
  readonly channel: string;
  readonly text: string;
}

export interface TopicLine {
  readonly kind: "topic";
  /** Absent where the line only says who set it. */
  readonly topic?: string;
  readonly channel: string;
  readonly text: string;
}

export interface NoteLine {
  readonly kind: "mode" | "netsplit" | "restart";
  readonly channel?: string;
  readonly text: string;
}

/** A line that is none of a log. */
export interface UnreadableLine {
  readonly kind: "unreadable";
  readonly reason: string;
}

export function isSpoken(line: LogLine): line is SpokenLine {
  return line.kind === "message" || line.kind === "action" || line.kind === "notice" || line.kind === "other";
}
