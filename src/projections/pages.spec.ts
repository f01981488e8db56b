import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../event-store/port.ts";
import { joined, type Page } from "./pages.ts";

function page(after: bigint, position: bigint, count = 0): Page {
  const events = Array.from({ length: count }, (_, index) => ({
    kind: "readable" as const,
    event: { position: after + BigInt(index + 1) } as RecordedEvent,
  }));
  return { after, position, caughtUp: position === 9n, events };
}

describe("pages that were kept", () => {
  it("are handed over as one to whoever is behind", () => {
    const one = joined([page(0n, 4n, 2), page(4n, 7n, 3), page(7n, 9n, 1)]);
    expect(one).toMatchObject({ after: 0n, position: 9n, caughtUp: true });
    expect(one?.events.map(({ event }) => event.position)).toEqual([1n, 2n, 5n, 6n, 7n, 8n]);
  });

  it("make no page larger than any other", () => {
    const one = joined([page(0n, 900n, 900), page(900n, 1_800n, 900), page(1_800n, 1_810n, 10)]);
    expect(one).toMatchObject({ after: 0n, position: 900n });
    expect(one?.events).toHaveLength(900);
  });

  it("are none where there is none", () => {
    expect(joined([])).toBeNull();
  });
});
