/** What a file of reply links says, as it is read. Lines of the log are numbered from 0. */
export interface ReplyLinks {
  /** For each line that replies, the lines that it replies to. */
  readonly targets: ReadonlyMap<number, readonly number[]>;
  /** Links of a line to itself: it starts a thread. */
  readonly selfLinks: number;
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

export const noReplies: ReplyLinks = { targets: new Map(), selfLinks: 0, problems: [] };

/** Reads lines `A B -`: line B replies to line A, which stands before it. In any order. */
export function parseReplies(lines: readonly string[], logLines: number): ReplyLinks {
  const targets = new Map<number, number[]>();
  const problems: { line: number; reason: string }[] = [];
  let selfLinks = 0;
  for (const [line, text] of lines.entries()) {
    const link = parseLink(text);
    const reason = problemOf(link, logLines);
    if (!link || reason) problems.push({ line, reason: reason ?? noLink });
    else if (link.target === link.reply) selfLinks += 1;
    else if (!targets.get(link.reply)?.includes(link.target))
      targets.set(link.reply, [...(targets.get(link.reply) ?? []), link.target]);
    else problems.push({ line, reason: "This link was there already." });
  }
  return { targets, selfLinks, problems };
}

interface Link {
  readonly target: number;
  readonly reply: number;
}

const noLink = "It is no reply link.";

function parseLink(text: string): Link | null {
  const [, target, reply] = /^(\d{1,9}) (\d{1,9}) - ?$/.exec(text) ?? [];
  return reply ? { target: Number(target), reply: Number(reply) } : null;
}

function problemOf(link: Link | null, logLines: number): string | null {
  if (!link) return noLink;
  if (Math.max(link.target, link.reply) >= logLines) return "It points outside of the log.";
  return link.target > link.reply ? "It replies to a later line." : null;
}
