import type { AppendRow } from "./append-table.ts";
import type { ExpectedRevision } from "../decide.ts";
import { allBitsSet, matching } from "./matchers.ts";

export type AppendMethod = "append" | "batchAppend";

interface After {
  readonly method: AppendMethod;
  readonly stream: string;
  readonly log: readonly { readonly revision: string; readonly position: { readonly commit: string } }[];
}

/** As the two methods spell it. */
export function expectedAnswer({ append: [expected], answer }: AppendRow, { method, stream, log }: After): object {
  if (answer === "deleted")
    return method === "append" ? streamDeleted(stream) : batchError(stream, deletedDetails(stream));
  if ("wrong" in answer) {
    if (method === "append") return { wrongExpectedVersion: { ...current(answer.wrong), ...expectation(expected) } };
    return batchError(stream, wrongDetails(answer.wrong, expected));
  }
  const to = method === "append" ? {} : { streamIdentifier: { streamName: stream } };
  if ("nothing" in answer) {
    const revision = answer.nothing === "no stream" ? { noStream: {} } : { currentRevision: String(answer.nothing) };
    return { ...to, success: { ...revision, position: { commitPosition: matching(/^\d+$/) } } };
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
  if (expected === "no_stream") return { expectedNoStream: {}, expectedRevision2060: allBitsSet() };
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

export function batchError(stream: string, { code, name, details }: BatchError): object {
  const error = { code, message: name, details: { [`type.googleapis.com/event_store.client.${name}`]: details } };
  return { error, streamIdentifier: { streamName: stream } };
}
