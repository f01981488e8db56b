import { describe } from "vitest";
import { appending } from "./appending.ts";
import type { Adapter } from "./log-under-test.ts";
import { manyWriters } from "./many-writers.ts";
import { payloads } from "./payloads.ts";
import { reading } from "./reading.ts";
import { subscribing } from "./subscribing.ts";

/** What holds for every event store, whatever is behind it. */
export function eventStoreContract(adapter: Adapter): void {
  describe(`An event store on ${adapter.name}`, () => {
    appending(adapter);
    payloads(adapter);
    reading(adapter);
    subscribing(adapter);
    manyWriters(adapter);
  });
}
