import { beforeAll, describe, expect, it } from "vitest";
import { checkTypes, lint, type Files, type LintVerdict } from "./planted.ts";

type Rule = { readonly rule: string; readonly at: string; readonly refused: string; readonly passed: string };

const later = `export async function later(): Promise<void> {\n  await new Promise(setImmediate);\n}\n`;

/** For each rule a text the lint refuses and its nearest neighbour that it passes. */
const rules: Readonly<Record<string, Rule>> = {
  "a promise nobody watches": {
    rule: "no-floating-promises",
    at: "src/platform/floating.ts",
    refused: `${later}later();`,
    passed: `${later}await later();`,
  },
  "a promise where a condition is expected": {
    rule: "no-misused-promises",
    at: "src/platform/misused.ts",
    refused: `${later}export const now = later() ? 1 : 2;`,
    passed: `${later}export const now = (await later()) === undefined ? 1 : 2;`,
  },
  "an await of what is no promise": {
    rule: "await-thenable",
    at: "src/platform/awaited.ts",
    refused: `export const one = 1;\nawait one;`,
    passed: `${later}await later();`,
  },
  "a promise returned out of its try": {
    rule: "return-await",
    at: "src/platform/returned.ts",
    refused: soon("return later();"),
    passed: soon("return await later();"),
  },
  "a cycle of imports": {
    rule: "no-cycle",
    at: "src/domain/cycle.ts",
    refused: `import { b } from "./cycle-b.ts";\nexport const a: number = b + 1;`,
    passed: `export const a: number = 1;`,
  },
  "a cycle of types": {
    rule: "no-cycle",
    at: "src/domain/type-cycle.ts",
    refused: `import type { B } from "./type-cycle-b.ts";\nexport type A = { readonly b: B | null };`,
    passed: `export type A = { readonly b: null };`,
  },
  "any, written": {
    rule: "no-explicit-any",
    at: "src/domain/any.ts",
    refused: `export type Payload = any;`,
    passed: `export type Payload = unknown;`,
  },
  "any, let in": {
    rule: "no-unsafe-assignment",
    at: "src/domain/parsed.ts",
    refused: `export const payload: { id: string } = JSON.parse("{}");`,
    passed: `export const payload: unknown = JSON.parse("{}");`,
  },
  "a non-null assertion": {
    rule: "no-non-null-assertion",
    at: "src/domain/first.ts",
    refused: `export const first = (all: string[]): string => all[0]!;`,
    passed: `export const first = (all: string[]): string => all[0] ?? "";`,
  },
  "a switch that forgets a case": {
    rule: "switch-exhaustiveness-check",
    at: "src/domain/switch.ts",
    refused: nameOf(`case "viewer": return "Viewer";`),
    passed: nameOf(`case "viewer": return "Viewer"; case "member": return "Member";`),
  },
  "an unused import": {
    rule: "no-unused-vars",
    at: "src/platform/unused.ts",
    refused: `import { setTimeout } from "node:timers/promises";\nexport const one = 1;`,
    passed: `export { setTimeout } from "node:timers/promises";`,
  },
  "a type imported as a value": {
    rule: "consistent-type-imports",
    at: "src/platform/door.ts",
    refused: `import { Server } from "node:http";\nexport type Door = Server | null;`,
    passed: `import type { Server } from "node:http";\nexport type Door = Server | null;`,
  },
  "a loose comparison": {
    rule: "eqeqeq",
    at: "src/domain/same.ts",
    refused: `export const same = (a: number, b: number): boolean => a == b;`,
    passed: `export const same = (a: number, b: number): boolean => a === b;`,
  },
  "let for what never changes": {
    rule: "prefer-const",
    at: "src/domain/let.ts",
    refused: `let one = 1;\nexport const two = one + 1;`,
    passed: `let one = 1;\none += 1;\nexport const two = one;`,
  },
  "the console inside the house": {
    rule: "no-console",
    at: "src/commands/pin-message.ts",
    refused: `console.log("pinned");`,
    passed: `export const pinned = true;`,
  },
  "a test left focused": {
    rule: "no-focused-tests",
    at: "src/domain/focused.spec.ts",
    refused: spec("it.only"),
    passed: spec("it"),
  },
};

/** The other half of each cycle, the places where the console is at home, and what is not ours to judge. */
const around: Files = {
  "src/domain/cycle-b.ts": `import { a } from "./cycle.ts";\nexport const b: number = a + 1;`,
  "src/domain/type-cycle-b.ts": `import type { A } from "./type-cycle.ts";\nexport type B = { readonly a: A | null };`,
  "src/main.ts": `console.log("up");`,
  "src/cli/verify.ts": `console.log("verified");`,
  "scripts/prepare.mjs": `console.log("prepared");`,
  "bench/run.ts": `console.log("measured");`,
  "data/rows.ts": `export type Payload = any;`,
  "bench/emmett/server.ts": `export type Payload = any;`,
};

function soon(body: string): string {
  const tried = `  try {\n    ${body}\n  } finally {\n    await later();\n  }\n`;
  return `${later}export async function soon(): Promise<void> {\n${tried}}\n`;
}

function nameOf(cases: string): string {
  return `export function nameOf(role: "viewer" | "member"): string {\n  switch (role) { ${cases} }\n}\n`;
}

function spec(test: string): string {
  return `import { expect, it } from "vitest";\n${test}("counts", () => expect(1).toBe(1));\n`;
}

function planted(text: "refused" | "passed"): Files {
  return { ...around, ...Object.fromEntries(Object.values(rules).map((rule) => [rule.at, rule[text]])) };
}

describe("the lint", () => {
  let refusal: LintVerdict;
  beforeAll(async () => {
    refusal = await lint(planted("refused"));
  });

  it.each(Object.entries(rules))("refuses %s", (_, { rule, at }) => {
    const here = refusal.findings.filter(({ file }) => file === at);
    expect(here.map((finding) => finding.rule)).toEqual([rule]);
  });

  it("fails for them", () => expect(refusal.exitCode).toBe(1));

  it("passes their neighbours", async () => {
    expect(await lint(planted("passed"))).toEqual({ exitCode: 0, findings: [] });
  });
});

describe("the types", () => {
  it("refuse what Node cannot run by erasing types", async () => {
    const refusal = await checkTypes({ "src/domain/role.ts": `export enum Role {\n  viewer,\n}\n` });
    expect(refusal.output).toMatch(/^src\/domain\/role\.ts.*erasableSyntaxOnly/m);
    expect(refusal.exitCode).not.toBe(0);
    expect(await checkTypes({ "src/domain/role.ts": `export type Role = "viewer";\n` })).toMatchObject({ exitCode: 0 });
  });
});
