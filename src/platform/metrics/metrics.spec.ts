import { describe, expect, it } from "vitest";
import { Metrics } from "./metrics.ts";
import { sharedReading } from "./shared-reading.ts";
import { Tally } from "./tally.ts";

const told = async (metrics: Metrics, name: string): Promise<readonly string[]> =>
  (await metrics.text()).split("\n").filter((line) => line.startsWith(name));

describe("what is measured", () => {
  it("is what it is when somebody looks, and nothing of before", async () => {
    const metrics = new Metrics();
    let open = [
      { labels: { room: "a" }, value: 1 },
      { labels: { room: "b" }, value: 2 },
    ];
    metrics.gauge({ name: "open", help: "Open.", labels: ["room"], read: () => open });
    expect(await told(metrics, "open")).toEqual(['open{room="a"} 1', 'open{room="b"} 2']);
    open = [{ labels: { room: "b" }, value: 3 }];
    expect(await told(metrics, "open")).toEqual(['open{room="b"} 3']);
  });

  it("is left out where it cannot be read, counted, and there again when it can", async () => {
    const metrics = new Metrics();
    let isAway = true;
    metrics.gauge({
      name: "lag",
      help: "Behind.",
      labels: ["of"],
      read: () => (isAway ? Promise.reject(new Error("away")) : [{ labels: { of: "lines" }, value: 0 }]),
    });
    metrics.gauge({ name: "open", help: "Open.", read: () => [{ value: 7 }] });
    expect(await told(metrics, "lag")).toEqual([]);
    expect(await told(metrics, "open")).toEqual(["open 7"]);
    isAway = false;
    expect(await told(metrics, "lag")).toEqual(['lag{of="lines"} 0']);
    const failures = await told(metrics, "verbatim_metric_failures_total");
    expect(failures).toEqual(['verbatim_metric_failures_total{metric="lag"} 2']);
  });

  it("is asked once for all who look at the same time", async () => {
    const metrics = new Metrics();
    let asked = 0;
    metrics.gauge({ name: "open", help: "Open.", read: () => [{ value: (asked += 1) }] });
    await Promise.all([metrics.text(), metrics.text(), metrics.text()]);
    expect(asked).toBe(1);
  });
});

describe("a tally", () => {
  it("counts by name", async () => {
    const [metrics, tally] = [new Metrics(), new Tally()];
    metrics.counter({ name: "sent", help: "Sent.", labels: ["type"], read: () => tally.readings("type") });
    tally.add("text");
    tally.add("text", 2);
    tally.add("image");
    expect(await told(metrics, "sent")).toEqual(['sent{type="text"} 3', 'sent{type="image"} 1']);
  });
});

describe("a reading that is shared", () => {
  it("is asked once in its time", async () => {
    let asked = 0;
    const read = sharedReading(60_000, () => Promise.resolve((asked += 1)));
    expect(await Promise.all([read(), read()])).toEqual([1, 1]);
    expect(await read()).toBe(1);
  });
});
