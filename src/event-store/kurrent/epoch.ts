import { randomUUID } from "node:crypto";
import { BACKWARDS, END, type EventStoreDBClient } from "@eventstore/db-client";
import type { Epoch, Expected, Revision } from "../port.ts";
import type { Appender } from "./append.ts";
import { readFailure, typeOf } from "./failures.ts";

/** After the prefix; the `$` keeps it out of what readers see. */
const epochStream = "$epoch";

/** The log's epoch is the last event of a stream of its own; null before the first. */
export async function currentEpoch(
  client: EventStoreDBClient,
  prefix: string,
): Promise<{ epoch: Epoch; revision: Revision } | null> {
  try {
    const last = client.readStream(prefix + epochStream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 });
    for await (const { event } of last) {
      if (!event) continue;
      const { epoch } = event.data as { epoch: Epoch };
      return { epoch, revision: Number(event.revision) };
    }
    return null;
  } catch (error) {
    if (typeOf(error) === "stream-not-found") return null;
    throw readFailure(error);
  }
}

export async function beginEpoch(
  appender: Appender,
  { prefix, epoch, expected }: { prefix: string; epoch: Epoch; expected: Expected },
): Promise<void> {
  const data = JSON.stringify({ epoch });
  await appender.append(prefix + epochStream, {
    stream: epochStream,
    expected,
    events: [{ id: randomUUID(), type: "EpochBegan", data, metadata: "{}" }],
    size: data.length,
    deadline: performance.now() + 10_000,
    isFirstTry: false,
  });
}
