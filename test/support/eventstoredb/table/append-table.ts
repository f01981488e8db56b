import type { ExpectedRevision } from "../decide.ts";

export type Step = readonly [expected: ExpectedRevision, events: string] | "soft delete" | "tombstone";

export type Answer =
  | { readonly revision: number }
  | { readonly wrong: "no stream" | number }
  | { readonly nothing: "no stream" | number }
  | "deleted";

export interface AppendRow {
  readonly title: string;
  /** Each letter is an event with an id of its own. */
  readonly past: readonly Step[];
  readonly append: readonly [expected: ExpectedRevision, events: string];
  readonly answer: Answer;
  /** The stream's events after it, deleted ones included. */
  readonly leaves: string;
}

const abc: Step = ["no_stream", "abc"];
const gone: readonly Step[] = [["no_stream", "abcdef"], "soft delete"];
const dead: readonly Step[] = [abc, "tombstone"];

const rows: readonly [string, readonly Step[], AppendRow["append"], Answer, string][] = [
  ["begins a stream", [], ["no_stream", "a"], { revision: 0 }, "a"],
  ["answers with its last revision", [], ["no_stream", "abc"], { revision: 2 }, "abc"],
  ["goes on at the current revision", [abc], [2n, "d"], { revision: 3 }, "abcd"],
  ["takes any revision", [abc], ["any", "d"], { revision: 3 }, "abcd"],
  ["takes any for no stream", [], ["any", "a"], { revision: 0 }, "a"],
  ["takes a stream that exists", [abc], ["stream_exists", "d"], { revision: 3 }, "abcd"],
  ["finds no stream that exists", [], ["stream_exists", "a"], { wrong: "no stream" }, ""],
  ["finds no revision in a missing stream", [], [0n, "a"], { wrong: "no stream" }, ""],
  ["refuses a revision that is still to come", [abc], [3n, "d"], { wrong: 2 }, "abc"],
  ["writes the same ids twice at the current revision", [abc], [2n, "abc"], { revision: 5 }, "abcabc"],
  ["recognises itself", [abc], ["no_stream", "abc"], { revision: 2 }, "abc"],
  ["recognises its beginning", [abc], ["no_stream", "ab"], { revision: 1 }, "abc"],
  ["recognises itself behind an earlier revision", [abc], [0n, "bc"], { revision: 2 }, "abc"],
  ["recognises itself after others have written", [abc, [2n, "d"]], ["no_stream", "abc"], { revision: 2 }, "abcd"],
  ["refuses an old revision with a new id", [abc], ["no_stream", "x"], { wrong: 2 }, "abc"],
  ["refuses a repeat that differs later", [abc], ["no_stream", "ax"], { wrong: 2 }, "abc"],
  ["refuses a repeat in another order", [abc], ["no_stream", "acb"], { wrong: 2 }, "abc"],
  ["refuses a repeat that goes on", [abc], ["no_stream", "abcd"], { wrong: 2 }, "abc"],
  ["recognises itself at any revision", [abc], ["any", "abc"], { revision: 2 }, "abc"],
  ["recognises itself in a stream that exists", [abc], ["stream_exists", "ab"], { revision: 1 }, "abc"],
  ["answers a repeat at any revision by the id listed last", [abc], ["any", "cb"], { revision: 1 }, "abc"],
  ["writes known ids again behind an unknown one", [abc], ["any", "xa"], { revision: 4 }, "abcxa"],
  ["refuses an unknown id behind a known one", [abc], ["any", "ax"], { wrong: 2 }, "abc"],
  ["writes nothing at the current revision", [abc], [2n, ""], { nothing: 2 }, "abc"],
  ["writes nothing into no stream", [], ["no_stream", ""], { nothing: "no stream" }, ""],
  ["refuses nothing at a wrong revision", [abc], [1n, ""], { wrong: 2 }, "abc"],
  ["does not see a soft-deleted stream as existing", gone, ["stream_exists", "x"], "deleted", "abcdef"],
  ["begins a soft-deleted stream anew and counts on", gone, ["no_stream", "x"], { revision: 6 }, "abcdefx"],
  ["goes on in a soft-deleted stream at any revision", gone, ["any", "x"], { revision: 6 }, "abcdefx"],
  ["goes on in a soft-deleted stream at its last revision", gone, [5n, "x"], { revision: 6 }, "abcdefx"],
  ["refuses an earlier revision of a soft-deleted stream", gone, [3n, "x"], { wrong: 5 }, "abcdef"],
  ["refuses a tombstoned stream", dead, ["any", "x"], "deleted", "abc"],
  ["refuses to begin a tombstoned stream", dead, ["no_stream", "x"], "deleted", "abc"],
  ["refuses even its repeat in a tombstoned stream", dead, ["no_stream", "abc"], "deleted", "abc"],
];

/** What an append is answered, whichever method it takes. */
export const appendTable: readonly AppendRow[] = rows.map(([title, past, append, answer, leaves]) => ({
  title,
  past,
  append,
  answer,
  leaves,
}));
