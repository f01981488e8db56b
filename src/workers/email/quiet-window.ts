/** A stretch of time in which all that is said in a conversation is looked at together, once it was left in quiet. */
export interface QuietWindow {
  readonly name: string;
  /** By then the window is over, and its last message has been left in quiet. Milliseconds. */
  readonly dueAt: number;
}

/** Windows are a quarter of the quiet time, so that nobody waits much longer than that. All in milliseconds. */
export function quietWindow(at: number, quiet: number): QuietWindow {
  const length = Math.max(1, Math.floor(quiet / 4));
  const number = Math.floor(at / length);
  return { name: String(number), dueAt: (number + 1) * length + quiet };
}
