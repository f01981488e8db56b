import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import chromium from "@sparticuz/chromium";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the unpacked browser is. */
    readonly chromiumPath: string;
  }
}

/** Builds the pages where they changed, and unpacks the browser, once for all files. */
export default async function setup(project: TestProject): Promise<void> {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "../../scripts/build-web.mjs")]);
  project.provide("chromiumPath", await chromium.executablePath());
}
