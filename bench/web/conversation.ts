import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { framesOf, watchFrames, type Frames } from "./frames.ts";

const wheelPx = 1_500;
const mostTurns = 20_000;
const lookEveryMs = 100;

/** Until it is there and hears what comes: opening is measured by itself. */
export async function opened(page: Page, id: string): Promise<void> {
  await page.goto(`/c/${id}`);
  await page.getByRole("article").last().waitFor();
  await page.locator("html[data-link=live]").waitFor({ state: "attached" });
}

/** From the end to the beginning, as fast as pages come. */
export async function scrolledThrough(page: Page): Promise<Frames> {
  await page.getByRole("log").hover();
  await watchFrames(page);
  for (let turn = 0; turn < mostTurns; turn += 1) {
    await page.mouse.wheel(0, -wheelPx);
    await page.evaluate("new Promise(requestAnimationFrame)");
    // Asked plainly: what a browser's driver looks up by role or text is work of the page, too.
    if (turn % 20 === 0 && (await page.evaluate(`document.querySelector(".beginning") !== null`)))
      return framesOf(page);
  }
  throw new Error("The beginning of the conversation never came.");
}

interface Receiving {
  readonly send: (text: string) => Promise<void>;
  readonly perSecond: number;
  readonly seconds: number;
}

/** At the end of the conversation, where each message moves the others. */
export async function receivedSmoothly(page: Page, { send, perSecond, seconds }: Receiving): Promise<Frames> {
  await watchFrames(page);
  const count = perSecond * seconds;
  const sent: Promise<void>[] = [];
  const started = performance.now();
  while (sent.length < count) {
    const due = Math.min(count, ((performance.now() - started) / 1_000) * perSecond);
    while (sent.length < due) sent.push(send(`received as ${sent.length}.`));
    await pause(2);
  }
  await Promise.all(sent);
  const last = `document.querySelector(".log").textContent.includes("received as ${count - 1}.")`;
  while (!(await page.evaluate(last))) await pause(lookEveryMs);
  return framesOf(page);
}
