import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";

const built = join(import.meta.dirname, "../../dist/web");
const turns = 5;

interface Login {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** As the page itself does it: the session is the browser's from then on. */
export async function logIn(page: Page, { url, username, password }: Login): Promise<void> {
  const data = { username, password };
  const answer = await page.request.post("/api/auth/login", { data, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`The login was answered with ${answer.status()}.`);
}

/** All scripts that were asked for until a message could be read, as they are sent compressed. */
export async function initialKilobytes(page: Page, conversationId: string): Promise<number> {
  await page.goto(`/c/${conversationId}`);
  await page.getByRole("article").last().waitFor();
  const scripts = await page.evaluate<readonly string[]>(
    `performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname).filter((name) => name.endsWith(".js"))`,
  );
  const sizes = await Promise.all(
    [...new Set(scripts)].map(async (name) => (await stat(`${join(built, name)}.gz`)).size),
  );
  if (sizes.length === 0) throw new Error("No script was loaded.");
  return Math.round((sizes.reduce((sum, size) => sum + size, 0) / 1_000) * 10) / 10;
}

/** The middle one of some openings: from the address to the frame after the list's first conversation stands there. */
export async function firstListMs(page: Page): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    await page.goto("/");
    await page.locator(".list-pane li a").first().waitFor();
    const took = await page.evaluate<number>(
      "new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))",
    );
    times.push(took);
  }
  return Math.round(times.toSorted((one, other) => one - other)[Math.floor(turns / 2)] ?? Number.NaN);
}
