import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with its counts in one plain line, for whatever reads the output. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string): number => states.filter((each) => each === state).length;
    const unloaded = modules.filter((module) => module.errors().length > 0).length;
    const skipped = count("skipped") + count("pending");
    process.stdout.write(`${count("passed")} passed, ${count("failed") + unloaded} failed, ${skipped} skipped\n`);
  }
}
