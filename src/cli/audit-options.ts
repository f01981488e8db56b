import type { Command } from "commander";

/** Who looks, and why. */
export interface Looking {
  readonly as: string;
  readonly reason: string;
}

export const looking = (command: Command): Command =>
  command
    .requiredOption("--as <username>", "an auditor")
    .requiredOption("--reason <text>", "why: it is recorded, and others can see it");

/** What people wrote, for a terminal: nothing in it moves the cursor or changes colours. */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (each) => shown[each] ?? "\u{FFFD}");

/** The same as JSON, which is what it was for whoever reads it. */
export const printableJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replaceAll(
    /[\u007F-\u009F\p{Bidi_Control}]/gu,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const shown: Readonly<Record<string, string>> = { "\n": "⏎", "\t": " " };
