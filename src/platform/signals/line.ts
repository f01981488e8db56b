/** What carries texts to the other processes. It may lose any of them; nothing but promptness may depend on it. */
export interface SignalLine {
  /** The most that one text may be, in bytes of UTF-8. */
  readonly mostBytes: number;
  /** Milliseconds between two texts, at least. */
  readonly paceMs: number;
  open(hearing: Hearing): void;
  /** Settles when it went out, or was lost. It does not fail. */
  send(text: string): Promise<void>;
  close(): Promise<void>;
}

export interface Hearing {
  /** Told of each text of another process, none of one's own. */
  readonly onText: (text: string) => void;
  /** Listening, at first or again; what was said before is lost. */
  readonly onListening: () => void;
}
