import { describe, expect, it, vi } from "vitest";
import type { Position } from "../event-store/port.ts";
import type { Waited } from "../projections/positions.ts";
import { Places } from "./places.ts";

const epoch = "11111111-2222-3333-4444-555555555555";
const other = "99999999-2222-3333-4444-555555555555";

/** A log of 20 events, and read models that stand where they are said to stand, for ever. */
function places(positions: Record<string, Position>, epochs = () => Promise.resolve(epoch)): Places {
  const known = new Map(Object.entries(positions));
  return new Places({
    store: { epoch: epochs, head: () => Promise.resolve(20n) },
    positions: {
      positions: () => Promise.resolve(known),
      waitFor: (names, position): Promise<Waited> => {
        const isReached = [names].flat().every((name) => (known.get(name) ?? -1n) >= position);
        return Promise.resolve({ kind: isReached ? "reached" : "timed out", positions: known });
      },
    },
  });
}

describe("a query", () => {
  it("is not answered while it is made anew who may read what, and tells nobody what they may not read any more", async () => {
    const asked = places({ lines: 7n, members: 3n });
    await expect(asked.ofQuery(["lines", "members", "conversations"], undefined)).rejects.toMatchObject({
      code: "unavailable",
    });
    expect(await asked.ofQuery(["lines", "members"], undefined)).toEqual({ epoch, position: 3n, knownUpTo: null });
  });

  it("is answered from the least position of the read models that it asks", async () => {
    const asked = places({ users: 9n, lines: 7n, members: 3n });
    expect(await asked.ofQuery(["users", "lines"], undefined)).toEqual({ epoch, position: 7n, knownUpTo: null });
    expect(await asked.ofQuery(["users", "timeline"], undefined)).toEqual({ epoch, position: 0n, knownUpTo: null });
  });

  it("knows up to where it is known who may read what, where it asks that", async () => {
    const asked = places({ lines: 9n, members: 7n, conversations: 8n });
    const models = ["lines", "members", "conversations"] as const;
    expect(await asked.ofQuery(models, undefined)).toEqual({ epoch, position: 7n, knownUpTo: 7n });
    expect(await asked.ofQuery(models, `${epoch}.7`)).toEqual({ epoch, position: 7n, knownUpTo: 7n });
    expect(await asked.untilKnown(7n)).toBe(7n);
    await expect(asked.untilKnown(8n)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("without read models is answered from the log's end", async () => {
    expect(await places({}).ofQuery([], undefined)).toEqual({ epoch, position: 20n, knownUpTo: null });
  });

  it("shows at least what it is to show, or is refused", async () => {
    const asked = places({ users: 9n, lines: 7n });
    expect(await asked.ofQuery(["users", "lines"], `${epoch}.7`)).toEqual({ epoch, position: 7n, knownUpTo: null });
    expect(await asked.ofQuery(["users", "lines"], `${epoch}.7.3`)).toEqual({ epoch, position: 7n, knownUpTo: null });
    await expect(asked.ofQuery(["users", "lines"], `${epoch}.8`)).rejects.toMatchObject({ code: "unavailable" });
    await expect(asked.ofQuery([], `${epoch}.21`)).rejects.toMatchObject({ code: "unavailable" });
  });

  it.each(["", "7", epoch, `${epoch}.`, `${epoch}.-1`, `${epoch}.07`, `${epoch}.7.`, "x".repeat(100)])(
    "can't be told to show %j",
    async (text) => {
      await expect(places({ users: 9n }).ofQuery(["users"], text)).rejects.toMatchObject({
        code: "validation_failed",
        errors: [{ path: "min_position" }],
      });
    },
  );

  it("knows nothing of another epoch", async () => {
    await expect(places({ users: 9n }).ofQuery(["users"], `${other}.1`)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a command", () => {
  it("stands where its last event does, or at the log's end where there was nothing to do", async () => {
    expect(await places({}).ofCommand([{ position: 4n }, { position: 5n }])).toEqual({ epoch, position: 5n });
    expect(await places({}).ofCommand([])).toEqual({ epoch, position: 20n });
  });

  it("says so where it was done and does not show yet", async () => {
    const shown = places({ users: 9n }).shown(["users"], { epoch, position: 10n });
    await expect(shown).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("was done") as string,
    });
  });
});

describe("the epoch", () => {
  it("is asked for once by all who ask at a time", async () => {
    const epochs = vi.fn<() => Promise<string>>(() => Promise.resolve(epoch));
    const asked = places({ users: 1n }, epochs);
    await Promise.all([asked.epoch(), asked.epoch(), asked.ofQuery(["users"], undefined)]);
    expect(epochs).toHaveBeenCalledTimes(1);
  });

  it("is asked for again after it could not be told", async () => {
    const epochs = vi.fn<() => Promise<string>>(() => Promise.resolve(epoch)).mockRejectedValueOnce(new Error("away"));
    const asked = places({}, epochs);
    await expect(asked.epoch()).rejects.toThrow("away");
    expect(await asked.epoch()).toBe(epoch);
  });
});
