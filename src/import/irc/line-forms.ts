import { nickCharacters } from "./nick.ts";

/** Logs until 2007-08 are old: a 12-hour clock, joins and leaves, actions that look like system lines. */
export type Period = "old" | "new";

export type LineForms = ReturnType<typeof formsWith>;

/** A nick in old logs may hold a blank after each `]`, at its end too. In each pattern `s`: a text may hold anything. */
export const lineForms = {
  old: formsWith("(?:[A-Za-z0-9\\-[\\\\^_{|}`]|\\] ?)+", "old"),
  new: formsWith(`[${nickCharacters}]+`, "new"),
};

function formsWith(nick: string, period: Period) {
  const time = "\\[(\\d\\d):(\\d\\d)\\]";
  const channel = "#[^\\s:]+";
  const form = (pattern: string): RegExp => new RegExp(`^${pattern}$`, "s");
  return {
    message: form(`${time} <(${nick})>(?: (.*))?`),
    action: form(`${time}  \\* (${nick})(?: (.*))?`),
    notice: form(`${time} -(${nick}):(${channel})- (.*)`),
    other: form(`${time} \\((${nick})/(${channel})\\) (.*)`),
    membership: form(`(${nick}) \\[\\S+\\]  has (joined|left) (${channel})(?: \\[.*)?`),
    rename: form(`(${nick}) is now known as (${nick})`),
    kick: form(`(${nick}) was kicked off (${channel}) by .+`),
    mode: form(`mode/(${channel}) \\[.*\\]  by .+`),
    topics: [
      form(`\\.\\.\\[topic/(?<channel>${channel}):${nick}\\] : (?<topic>.*)`),
      form(`Topic for (?<channel>${channel}): (?<topic>.*)`),
      form(`Topic \\((?<channel>${channel})\\): set by .+`),
      form(`${nick} changed the topic of (?<channel>${channel}) to: (?<topic>.*)`),
    ],
    netsplit: form("net(?:joined|split): .*"),
    restart: form("Starting logfile .*"),
    oldAction: period === "old" ? form(`(${nick}) (.+)`) : null,
  };
}
