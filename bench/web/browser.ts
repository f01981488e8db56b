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

/** In a process of its own for each page, as people's browsers do it. */
export async function launched(): Promise<BenchBrowser> {
  const args = chromium.args.filter((arg) => !/^--(?:single-process|headless|no-zygote)/.test(arg));
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, "--no-sandbox"],
  });
  return {
    page: async (baseURL) => {
      const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 }, locale: "en-US" });
      return context.newPage();
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

const watching = `
  globalThis.longestFrame = 0;
  let before = performance.now();
  const frame = (now) => {
    globalThis.longestFrame = Math.max(globalThis.longestFrame, now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame((now) => ((before = now), requestAnimationFrame(frame)));
`;

/** From now on the time from each frame to the next is looked at. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(watching);
}

/** Milliseconds: of all that were drawn since the frames are watched. */
export async function longestFrame(page: Page): Promise<number> {
  return page.evaluate<number>("globalThis.longestFrame");
}
