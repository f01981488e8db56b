import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { longestFrame } from "./browser.ts";

const wheelPx = 1_500;
const mostTurns = 20_000;

/** From the end to the beginning, as fast as pages come. @returns the longest frame, milliseconds */
export async function scrolledThrough(page: Page): Promise<number> {
  const beginning = page.getByText(/^This is where .* begins\.$/);
  await page.getByRole("log").hover();
  for (let turn = 0; turn < mostTurns; turn += 1) {
    await page.mouse.wheel(0, -wheelPx);
    await page.evaluate("new Promise(requestAnimationFrame)");
    if (turn % 20 === 0 && (await beginning.isVisible())) return longestFrame(page);
  }
  throw new Error("The beginning of the conversation never came.");
}

interface Receiving {
  readonly send: (text: string) => Promise<void>;
  readonly perSecond: number;
  readonly seconds: number;
}

/** At the end of the conversation, where each message moves the others. @returns the longest frame, milliseconds */
export async function receivedSmoothly(page: Page, { send, perSecond, seconds }: Receiving): Promise<number> {
  const count = perSecond * seconds;
  const sent: Promise<void>[] = [];
  const started = performance.now();
  while (sent.length < count) {
    const due = Math.min(count, ((performance.now() - started) / 1_000) * perSecond);
    while (sent.length < due) sent.push(send(`received ${sent.length}`));
    await pause(2);
  }
  await Promise.all(sent);
  await page
    .getByRole("article")
    .filter({ hasText: `received ${count - 1}` })
    .last()
    .waitFor();
  return longestFrame(page);
}
