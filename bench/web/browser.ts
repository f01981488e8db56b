import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Page } from "playwright-core";

export interface BenchBrowser extends AsyncDisposable {
  readonly page: (baseURL: string) => Promise<Page>;
}

/** The pages as they are shipped, where they changed. */
export async function built(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "../../scripts/build-web.mjs")]);
}

/** The package would have the processor play a graphics card, for which an idle page then waits, at times for seconds. */
const notOurs = /^--(?:single-process|headless|no-zygote|use-gl|use-angle|ignore-gpu|in-process-gpu|enable-unsafe)/;

/** In a process of its own for each page, and drawing without a graphics card, as people's browsers do it. */
export async function launched(): Promise<BenchBrowser> {
  const args = chromium.args.filter((arg) => !notOurs.test(arg));
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, "--no-sandbox", "--disable-gpu"],
  });
  return {
    page: async (baseURL) => {
      const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 }, locale: "en-US" });
      return context.newPage();
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
