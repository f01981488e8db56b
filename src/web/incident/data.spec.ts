import { describe, expect, it } from "vitest";
import { shownData, typedLimit, typedValue } from "./data.ts";

describe("a data card", () => {
  it("shows values with their units, and says which limit one passes", () => {
    const data = {
      title: "Chamber reading",
      temperature: 84.2,
      coolant_flow: 3,
      units: { temperature: "°C" },
      limits: { temperature: [null, 80], coolant_flow: [3.5, null] },
    };
    expect(shownData(data)).toMatchObject({
      title: "Chamber reading",
      rows: [
        { field: "Temperature", value: "84.2", unit: "°C", passes: { side: "over", limit: 80 } },
        { field: "Coolant flow", value: "3", unit: "", passes: { side: "under", limit: 3.5 } },
      ],
    });
  });

  it("makes rows of whatever else there is", () => {
    expect(shownData({ robot: { arm: { vacuum: true } }, parts: [1, 2], note: 7 }).rows).toMatchObject([
      { field: "Robot › Arm › Vacuum", value: "true" },
      { field: "Parts", value: "[1,2]" },
    ]);
  });
});

it.each([
  ["84,2", 84.2],
  ["-3.5", -3.5],
  [" 12 ", 12],
  ["E4-B", "E4-B"],
  ["1,2,3", "1,2,3"],
])("%s is typed for %s", (typed, meant) => expect(typedValue(typed)).toBe(meant));

it.each([
  ["80", 80],
  ["3,5", 3.5],
  ["", null],
  ["hot", null],
])("%s as a limit is %s", (typed, meant) => expect(typedLimit(typed)).toBe(meant));
