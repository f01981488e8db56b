import { describe, expect, it } from "vitest";
import type { LogLine } from "./log-line.ts";
import { parseLine } from "./parse-line.ts";

const inBoth: readonly [string, string, LogLine][] = [
  ["a message", "[09:14] <carla> is it me?", { kind: "message", clock: 554, nick: "carla", text: "is it me?" }],
  ["a message with nothing in it", "[00:00] <carla>", { kind: "message", clock: 0, nick: "carla", text: "" }],
  [
    "a message with blanks of its own, brackets and tags",
    "[23:59] <carla>  if (a < b) <b>x</b> > y ",
    { kind: "message", clock: 1_439, nick: "carla", text: " if (a < b) <b>x</b> > y " },
  ],
  [
    "control characters and separators within a text",
    "[10:00] <x|y>\u0020a\tb\u0008\u001c\u007f\uFEFF\u2028z",
    { kind: "message", clock: 600, nick: "x|y", text: "a\tb\u0008\u001c\u007f\uFEFF\u2028z" },
  ],
  ["an action", "[10:00]  * `x^ waves", { kind: "action", clock: 600, nick: "`x^", text: "waves" }],
  [
    "a notice",
    "[10:00] -a-b:#tea- two o'clock",
    { kind: "notice", clock: 600, nick: "a-b", channel: "#tea", text: "two o'clock" },
  ],
  [
    "what was said elsewhere in the channel",
    "[10:00] (carla/#tea) yes",
    { kind: "other", clock: 600, nick: "carla", channel: "#tea", text: "yes" },
  ],
  [
    "a nick change",
    "=== carla is now known as carla|away",
    { kind: "rename", nick: "carla", newNick: "carla|away", text: "carla is now known as carla|away" },
  ],
  ["a joining", "=== carla [n=carla@example.org]  has joined #tea", { kind: "join", nick: "carla", channel: "#tea" }],
  [
    "a leaving with a reason",
    '=== carla [carla@203.0.113.7]  has left #tea ["gone (really)"]',
    { kind: "leave", nick: "carla", channel: "#tea" },
  ],
  [
    "a leaving without a reason",
    "=== carla [c@h]  has left #tea []",
    { kind: "leave", nick: "carla", channel: "#tea" },
  ],
  [
    "a kick",
    "=== carla was kicked off #tea by op (no (more) tea)",
    { kind: "kick", nick: "carla", channel: "#tea", text: "carla was kicked off #tea by op (no (more) tea)" },
  ],
  [
    "a mode",
    "=== mode/#tea [+b *!*@example.org]  by op",
    { kind: "mode", channel: "#tea", text: "mode/#tea [+b *!*@example.org]  by op" },
  ],
  [
    "a topic that is set",
    "=== ..[topic/#tea:carla] : Green | black",
    { kind: "topic", channel: "#tea", topic: "Green | black", text: "..[topic/#tea:carla] : Green | black" },
  ],
  [
    "a topic that is changed",
    "=== carla changed the topic of #tea to: Green",
    { kind: "topic", channel: "#tea", topic: "Green", text: "carla changed the topic of #tea to: Green" },
  ],
  [
    "a topic that stands",
    "=== Topic for #tea: Green",
    { kind: "topic", channel: "#tea", topic: "Green", text: "Topic for #tea: Green" },
  ],
  [
    "who set the topic",
    "=== Topic (#tea): set by carla at Mon Dec  4 07:27:08 2006",
    { kind: "topic", channel: "#tea", text: "Topic (#tea): set by carla at Mon Dec  4 07:27:08 2006" },
  ],
  [
    "a netsplit",
    "=== netjoined: a.example -> b.example",
    { kind: "netsplit", text: "netjoined: a.example -> b.example" },
  ],
  ["a new log", "=== Starting logfile tea.log", { kind: "restart", text: "Starting logfile tea.log" }],
];

describe.each(["old", "new"] as const)("a line of an %s log", (period) => {
  it.each(inBoth)("says %s", (_, line, said) => expect(parseLine(line, period)).toEqual(said));

  it.each([
    ["nothing", ""],
    ["a damaged line", "\u0007\u0007 garbage"],
    ["a clock without a bracket", "09:14 <carla> hello"],
    ["no blank after the nick", "[09:14] <carla>hello"],
    ["a nick with a blank", "[09:14] <car la> hello"],
    ["no nick", "[09:14] <> hello"],
    ["a sign alone", "=== "],
    ["a system line that nobody knows", "=== #tea was made"],
    ["an hour that no day has", "[24:00] <carla> hello"],
    ["a minute that no hour has", "[23:60]  * carla waves"],
  ])("is unreadable with %s", (_, line) => expect(parseLine(line, period).kind).toBe("unreadable"));
});

describe("an old log", () => {
  it.each([
    ["[10:00] <Cal[] John> hi", "Cal[]John"],
    ["[10:00] <zcat[1] > hi", "zcat[1]"],
    ["[10:00] <Guard] [an> hi", "Guard][an"],
    ["=== [Seawolf]  [n=a@b]  has joined #tea", "[Seawolf]"],
    ["=== bur[n] er is now known as burner", "bur[n]er"],
    ["=== bur[n] er wonders why", "bur[n]er"],
    ['=== [x]  [a@b]  has left #tea ["Off] ', "[x]"],
  ])("puts no blank into a nick: %s", (line, nick) => expect(parseLine(line, "old")).toMatchObject({ nick }));

  it("hands a mended nick on", () =>
    expect(parseLine("=== a is now known as a[1] ", "old")).toMatchObject({ nick: "a", newNick: "a[1]" }));

  it("shows actions like system lines, which are those that have no other form", () => {
    expect(parseLine("=== carla wonders why", "old")).toEqual({
      kind: "action",
      clock: null,
      nick: "carla",
      text: "wonders why",
    });
    expect(parseLine("=== carla [c@h]  has joined #tea", "old").kind).toBe("join");
  });
});

it("a new log shows no action like a system line", () =>
  expect(parseLine("=== carla wonders why", "new").kind).toBe("unreadable"));
