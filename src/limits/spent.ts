import { z } from "zod";
import { isAction } from "./actions.ts";
import type { Bucket } from "./limiter.ts";

/** PostgreSQL takes fewer than 8,000 bytes in a notification; names of buckets are ASCII. */
const maxLength = 7_900;

const spentSchema = z.array(z.tuple([z.string(), z.int()]));

/** What was spent, by names of buckets, as texts that fit a notification each. */
export function spentTexts(spent: readonly (readonly [name: string, tokens: number])[]): string[] {
  const texts: string[] = [];
  let text = "";
  for (const each of spent.map((entry) => JSON.stringify(entry))) {
    if (text.length + each.length + 2 > maxLength) {
      texts.push(`[${text}]`);
      text = "";
    }
    text += text === "" ? each : `,${each}`;
  }
  return text === "" ? texts : [...texts, `[${text}]`];
}

export interface Spent {
  readonly bucket: Bucket;
  readonly tokens: number;
}

/** Null for what is none. Actions that are unknown here, as of another release, are left out. */
export function parseSpent(text: string): Spent[] | null {
  const parsed = spentSchema.safeParse(jsonOf(text));
  if (!parsed.success) return null;
  return parsed.data.flatMap(([name, tokens]) => {
    const end = name.indexOf(":");
    const action = name.slice(0, Math.max(end, 0));
    return isAction(action) ? [{ bucket: { action, subject: name.slice(end + 1) }, tokens }] : [];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
