import { describe, expect, it } from "vitest";
import type { ExpectedRevision } from "../support/eventstoredb/decide.ts";
import type { RawEvent, RawPosition } from "../support/eventstoredb/raw-requests.ts";
import { eventsIn, fresh, isReal, needsFaults, serverName, TableServer } from "../support/eventstoredb/table-server.ts";

type Kind = "append" | "batchAppend";
type Step = readonly [expected: ExpectedRevision, events: string] | "soft delete" | "tombstone";
type Answer =
  | { readonly revision: number }
  | { readonly wrong: "no stream" | number }
  | "deleted"
  | { readonly nothing: "no stream" | number };

interface Row {
  readonly title: string;
  /** Each letter is an event with an id of its own. */
  readonly past: readonly Step[];
  readonly append: readonly [expected: ExpectedRevision, events: string];
  readonly answer: Answer;
  /** The stream's events after it, deleted ones included. */
  readonly then: string;
}

const abc = ["no_stream", "abc"] as const;
const abcdef = ["no_stream", "abcdef"] as const;

const rows: readonly Row[] = [
  { title: "begins a stream", past: [], append: ["no_stream", "a"], answer: { revision: 0 }, then: "a" },
  { title: "answers with its last revision", past: [], append: abc, answer: { revision: 2 }, then: "abc" },
  { title: "goes on at the current revision", past: [abc], append: [2n, "d"], answer: { revision: 3 }, then: "abcd" },
  { title: "takes any revision", past: [abc], append: ["any", "d"], answer: { revision: 3 }, then: "abcd" },
  { title: "takes any for no stream", past: [], append: ["any", "a"], answer: { revision: 0 }, then: "a" },
  {
    title: "takes a stream that exists",
    past: [abc],
    append: ["stream_exists", "d"],
    answer: { revision: 3 },
    then: "abcd",
  },
  {
    title: "finds no stream that exists",
    past: [],
    append: ["stream_exists", "a"],
    answer: { wrong: "no stream" },
    then: "",
  },
  {
    title: "finds no revision in a missing stream",
    past: [],
    append: [0n, "a"],
    answer: { wrong: "no stream" },
    then: "",
  },
  {
    title: "refuses a revision that is still to come",
    past: [abc],
    append: [3n, "d"],
    answer: { wrong: 2 },
    then: "abc",
  },
  {
    title: "writes the same ids twice at the current revision",
    past: [abc],
    append: [2n, "abc"],
    answer: { revision: 5 },
    then: "abcabc",
  },
  { title: "recognises itself", past: [abc], append: abc, answer: { revision: 2 }, then: "abc" },
  { title: "recognises its beginning", past: [abc], append: ["no_stream", "ab"], answer: { revision: 1 }, then: "abc" },
  {
    title: "recognises itself behind an earlier revision",
    past: [abc],
    append: [0n, "bc"],
    answer: { revision: 2 },
    then: "abc",
  },
  {
    title: "recognises itself after others have written",
    past: [abc, [2n, "d"]],
    append: abc,
    answer: { revision: 2 },
    then: "abcd",
  },
  {
    title: "refuses an old revision with a new id",
    past: [abc],
    append: ["no_stream", "x"],
    answer: { wrong: 2 },
    then: "abc",
  },
  {
    title: "refuses a repeat that differs later",
    past: [abc],
    append: ["no_stream", "ax"],
    answer: { wrong: 2 },
    then: "abc",
  },
  {
    title: "refuses a repeat in another order",
    past: [abc],
    append: ["no_stream", "acb"],
    answer: { wrong: 2 },
    then: "abc",
  },
  {
    title: "refuses a repeat that goes on",
    past: [abc],
    append: ["no_stream", "abcd"],
    answer: { wrong: 2 },
    then: "abc",
  },
  {
    title: "recognises itself at any revision",
    past: [abc],
    append: ["any", "abc"],
    answer: { revision: 2 },
    then: "abc",
  },
  {
    title: "recognises itself in a stream that exists",
    past: [abc],
    append: ["stream_exists", "ab"],
    answer: { revision: 1 },
    then: "abc",
  },
  {
    title: "answers a repeat at any revision by the id listed last",
    past: [abc],
    append: ["any", "cb"],
    answer: { revision: 1 },
    then: "abc",
  },
  {
    title: "writes known ids again behind an unknown one",
    past: [abc],
    append: ["any", "xa"],
    answer: { revision: 4 },
    then: "abcxa",
  },
  {
    title: "refuses an unknown id behind a known one",
    past: [abc],
    append: ["any", "ax"],
    answer: { wrong: 2 },
    then: "abc",
  },
  {
    title: "writes nothing at the current revision",
    past: [abc],
    append: [2n, ""],
    answer: { nothing: 2 },
    then: "abc",
  },
  {
    title: "writes nothing into no stream",
    past: [],
    append: ["no_stream", ""],
    answer: { nothing: "no stream" },
    then: "",
  },
  { title: "refuses nothing at a wrong revision", past: [abc], append: [1n, ""], answer: { wrong: 2 }, then: "abc" },
  {
    title: "does not see a soft-deleted stream as existing",
    past: [abcdef, "soft delete"],
    append: ["stream_exists", "x"],
    answer: "deleted",
    then: "abcdef",
  },
  {
    title: "begins a soft-deleted stream anew and counts on",
    past: [abcdef, "soft delete"],
    append: ["no_stream", "x"],
    answer: { revision: 6 },
    then: "abcdefx",
  },
  {
    title: "goes on in a soft-deleted stream at any revision",
    past: [abcdef, "soft delete"],
    append: ["any", "x"],
    answer: { revision: 6 },
    then: "abcdefx",
  },
  {
    title: "goes on in a soft-deleted stream at its last revision",
    past: [abcdef, "soft delete"],
    append: [5n, "x"],
    answer: { revision: 6 },
    then: "abcdefx",
  },
  {
    title: "refuses an earlier revision of a soft-deleted stream",
    past: [abcdef, "soft delete"],
    append: [3n, "x"],
    answer: { wrong: 5 },
    then: "abcdef",
  },
  {
    title: "refuses a tombstoned stream",
    past: [abc, "tombstone"],
    append: ["any", "x"],
    answer: "deleted",
    then: "abc",
  },
  {
    title: "refuses to begin a tombstoned stream",
    past: [abc, "tombstone"],
    append: ["no_stream", "x"],
    answer: "deleted",
    then: "abc",
  },
  {
    title: "refuses even its repeat in a tombstoned stream",
    past: [abc, "tombstone"],
    append: abc,
    answer: "deleted",
    then: "abc",
  },
];

describe.each<Kind>(["append", "batchAppend"])(`On ${serverName} %s`, (kind) => {
  const server = TableServer.forThisFile();

  it.each(rows)("$title", async (row) => {
    const [stream, letters, begin] = [fresh("table"), new Letters(), await server.head()];
    for (const step of row.past) await take(step, { stream, letters });

    const [expected, events] = row.append;
    const answer = await server.client[kind]({ stream, expected, events: letters.events(events) });

    const log = await eventsOf(stream, begin);
    expect(log.map(({ id }) => letters.letterOf(id)).join("")).toBe(row.then);
    expect(answer).toMatchObject(expectedAnswer(row, { kind, stream, log }));
  });

  it("does not recognise an id that was first used in another stream", async () => {
    const [first, second, letters] = [fresh("table"), fresh("table"), new Letters()];
    const append = (stream: string) => server.client[kind]({ stream, expected: "any", events: letters.events("a") });
    await append(first);
    await append(second);
    expect(await append(second)).toMatchObject({ success: { currentRevision: "1" } });
  });

  it("forgets ids when many others have come, at any revision only", async () => {
    // The server keeps 8 MB of ids with their streams' names, so long names make it forget soon.
    const [stream, crowd, letters] = [fresh("table"), fresh("x".repeat(4_000)), new Letters()];
    const repeat = (expected: ExpectedRevision) =>
      server.client[kind]({ stream, expected, events: letters.events("a") });
    await repeat("no_stream");
    await server.client[kind]({ stream: crowd, expected: "any", events: Array.from({ length: 2_200 }, () => ({})) });
    expect(await repeat("no_stream")).toMatchObject({ success: { currentRevision: "0" } });
    expect(await repeat("any")).toMatchObject({ success: { currentRevision: "1" } });
  });

  it("forgets all ids in a restart, at any revision only", async ({ skip }) => {
    skip(isReal, needsFaults);
    const [stream, letters] = [fresh("table"), new Letters()];
    const repeat = (expected: ExpectedRevision) =>
      server.client[kind]({ stream, expected, events: letters.events("a") });
    await repeat("no_stream");
    await server.own.restart();
    expect(await repeat("no_stream")).toMatchObject({ success: { currentRevision: "0" } });
    expect(await repeat("any")).toMatchObject({ success: { currentRevision: "1" } });
  });

  it("gives a repeat of events that were deleted no position", async () => {
    const [stream, letters] = [fresh("table"), new Letters()];
    for (const step of [abc, "soft delete", ["any", "d"]] as const) await take(step, { stream, letters });
    const answer = await server.client[kind]({ stream, expected: "no_stream", events: letters.events("a") });
    expect(answer).toMatchObject({ success: { currentRevision: "0", noPosition: {} } });
  });

  it("takes 1 MiB of data, whatever the metadata", async () => {
    const event = { data: Buffer.alloc(1_048_576), metadata: Buffer.alloc(10_000) };
    const answer = await server.client[kind]({ stream: fresh("table"), expected: "any", events: [event] });
    expect(answer).toMatchObject({ success: { currentRevision: "0" } });
  });

  it.each([
    ["one byte more than 1 MiB", [1_048_577]],
    ["three events of 400 kB", [400_000, 400_000, 400_000]],
  ])("refuses %s", async (_size, sizes) => {
    const [stream, events] = [fresh("table"), sizes.map((size) => ({ data: Buffer.alloc(size) }))];
    const answer = await server.client[kind]({ stream, expected: "any", events });
    expect(answer).toMatchObject(
      kind === "append"
        ? {
            code: 3,
            details: "Maximum Append Size of 1048576 Exceeded.",
            trailers: { exception: "maximum-append-size-exceeded", "maximum-append-size": "1048576" },
          }
        : batchError(stream, { code: 3, name: "MaximumAppendSizeExceeded", details: { maxappendsize: 1_048_576 } }),
    );
    expect((await server.client.read({ stream })).messages).toEqual([{ kind: "not found", stream }]);
  });

  it.each(["with spaces and a /", "nothing\u0000ness", "$system", "$all", "ünïcödé", "x".repeat(5_000)])(
    "takes any name: %j",
    async (name) => {
      const stream = name === "$all" ? name : fresh(name);
      const answer = await server.client[kind]({ stream, expected: "any", events: [{}] });
      expect(answer).toMatchObject({ success: {} });
    },
  );

  async function take(step: Step, { stream, letters }: { stream: string; letters: Letters }): Promise<void> {
    if (step === "soft delete") await server.client.delete(stream, "any");
    else if (step === "tombstone") await server.client.tombstone(stream, "any");
    else await server.client[kind]({ stream, expected: step[0], events: letters.events(step[1]) });
  }

  /** From the log, which shows what a stream hides. Metadata and tombstones are left out. */
  async function eventsOf(stream: string, from: RawPosition) {
    const filter = { on: "stream", prefixes: [stream] } as const;
    const { messages } = await server.client.read({ from, filter });
    return eventsIn(messages).filter(({ metadata }) => metadata["type"] !== "$streamDeleted");
  }
});

class Letters {
  readonly #ids = new Map<string, string>();

  events(letters: string): RawEvent[] {
    return [...letters].map((letter) => {
      const id = this.#ids.get(letter) ?? crypto.randomUUID();
      this.#ids.set(letter, id);
      return { id };
    });
  }

  letterOf(id: unknown): string | undefined {
    return [...this.#ids].find(([, known]) => known === Object(id).string)?.[0];
  }
}

interface After {
  readonly kind: Kind;
  readonly stream: string;
  readonly log: readonly { readonly revision: string; readonly position: { readonly commit: string } }[];
}

/** As the two methods spell it. */
function expectedAnswer({ append: [expected], answer }: Row, { kind, stream, log }: After): object {
  if (answer === "deleted")
    return kind === "append" ? streamDeleted(stream) : batchError(stream, deletedDetails(stream));
  if ("wrong" in answer) {
    if (kind === "append") return { wrongExpectedVersion: { ...current(answer.wrong), ...expectation(expected) } };
    return batchError(stream, wrongDetails(answer.wrong, expected));
  }
  const to = kind === "append" ? {} : { streamIdentifier: { streamName: stream } };
  if ("nothing" in answer) {
    const revision = answer.nothing === "no stream" ? { noStream: {} } : { currentRevision: String(answer.nothing) };
    return { ...to, success: { ...revision, position: { commitPosition: expect.stringMatching(/^\d+$/) } } };
  }
  const commit = log.find(({ revision }) => revision === String(answer.revision))?.position.commit;
  const position = { commitPosition: commit, preparePosition: commit };
  return { ...to, success: { currentRevision: String(answer.revision), position } };
}

const streamDeleted = (stream: string) => ({
  code: 9,
  details: `Event stream '${stream}' is deleted.`,
  trailers: { exception: "stream-deleted", "stream-name": stream },
});

const current = (revision: "no stream" | number) =>
  revision === "no stream"
    ? { currentNoStream: {}, noStream2060: {} }
    : { currentRevision: String(revision), currentRevision2060: revision };

function expectation(expected: ExpectedRevision): object {
  if (expected === "any") return { expectedAny: {}, any2060: {} };
  if (expected === "stream_exists") return { expectedStreamExists: {}, streamExists2060: {} };
  // 2^64 - 1 does not fit into a double.
  if (expected === "no_stream") return { expectedNoStream: {}, expectedRevision2060: expect.closeTo(2 ** 64, -4) };
  return { expectedRevision: String(expected), expectedRevision2060: Number(expected) };
}

interface BatchError {
  readonly code: number;
  readonly name: string;
  readonly details: object;
}

function wrongDetails(revision: "no stream" | number, expected: ExpectedRevision): BatchError {
  const was = revision === "no stream" ? { currentNoStream: {} } : { currentStreamRevision: String(revision) };
  const should: Record<Exclude<ExpectedRevision, bigint>, object> = {
    any: { expectedAny: {} },
    no_stream: { expectedNoStream: {} },
    stream_exists: { expectedStreamExists: {} },
  };
  const expecting = typeof expected === "bigint" ? { expectedStreamPosition: String(expected) } : should[expected];
  return { code: 6, name: "WrongExpectedVersion", details: { ...was, ...expecting } };
}

const deletedDetails = (stream: string): BatchError => ({
  code: 5,
  name: "StreamDeleted",
  details: { streamIdentifier: { streamName: stream } },
});

function batchError(stream: string, { code, name, details }: BatchError): object {
  const error = { code, message: name, details: { [`type.googleapis.com/event_store.client.${name}`]: details } };
  return { error, streamIdentifier: { streamName: stream } };
}
