import type { Clock, LogLine } from "./log-line.ts";
import { lineForms, type LineForms, type Period } from "./line-forms.ts";
import { mended } from "./nick.ts";

/** Reads one line, without its line end. */
export function parseLine(line: string, period: Period): LogLine {
  if (line === "") return unreadable("The line is empty.");
  const forms = lineForms[period];
  return (line.startsWith("=== ") ? systemLine(line.slice(4), forms) : spokenLine(line, forms)) ?? unreadable(noForm);
}

const noForm = "It has no form of an IRC log.";

const unreadable = (reason: string): LogLine => ({ kind: "unreadable", reason });

function spokenLine(line: string, { message, action, notice, other }: LineForms): LogLine | null {
  const plain = message.exec(line) ?? action.exec(line);
  if (plain) {
    const [, hours, minutes, nick = "", text = ""] = plain;
    const kind = line.startsWith(" <", 7) ? "message" : "action";
    return timed(clockOf(hours, minutes), (clock) => ({ kind, clock, nick: mended(nick), text }));
  }
  const addressed = notice.exec(line) ?? other.exec(line);
  if (!addressed) return null;
  const [, hours, minutes, nick = "", channel = "", text = ""] = addressed;
  const kind = line.startsWith(" -", 7) ? "notice" : "other";
  return timed(clockOf(hours, minutes), (clock) => ({ kind, clock, nick: mended(nick), channel, text }));
}

function timed(clock: Clock | null, line: (clock: Clock) => LogLine): LogLine {
  return clock === null ? unreadable("Its clock shows no time of a day.") : line(clock);
}

function clockOf(hours: string | undefined, minutes: string | undefined): Clock | null {
  return Number(hours) < 24 && Number(minutes) < 60 ? Number(hours) * 60 + Number(minutes) : null;
}

/** The fixed forms first: what remains of an old log is an action of its first word. */
function systemLine(text: string, forms: LineForms): LogLine | null {
  return membershipLine(text, forms) ?? topicLine(text, forms) ?? noteLine(text, forms) ?? oldAction(text, forms);
}

function membershipLine(text: string, { membership, rename, kick }: LineForms): LogLine | null {
  const [, nick = "", how, channel = ""] = membership.exec(text) ?? [];
  if (how) return { kind: how === "joined" ? "join" : "leave", nick: mended(nick), channel };
  const [, oldNick = "", newNick] = rename.exec(text) ?? [];
  if (newNick) return { kind: "rename", nick: mended(oldNick), newNick: mended(newNick), text };
  const [, kicked, from = ""] = kick.exec(text) ?? [];
  return kicked ? { kind: "kick", nick: mended(kicked), channel: from, text } : null;
}

function topicLine(text: string, { topics }: LineForms): LogLine | null {
  for (const form of topics) {
    const found = form.exec(text)?.groups;
    if (!found) continue;
    const { channel = "", topic } = found;
    return { kind: "topic", channel, text, ...(topic !== undefined && { topic }) };
  }
  return null;
}

function noteLine(text: string, { mode, netsplit, restart }: LineForms): LogLine | null {
  const [, channel] = mode.exec(text) ?? [];
  if (channel) return { kind: "mode", channel, text };
  if (netsplit.test(text)) return { kind: "netsplit", text };
  return restart.test(text) ? { kind: "restart", text } : null;
}

function oldAction(line: string, { oldAction: form }: LineForms): LogLine | null {
  const [, nick = "", text] = form?.exec(line) ?? [];
  return text ? { kind: "action", clock: null, nick: mended(nick), text } : null;
}
