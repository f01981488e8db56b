import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

// Names of links and buttons begin with what one would call them; the rule, an experiment, wants every letter that can be
// seen in them, the initials of faces too.
const options = { resultTypes: ["violations"], rules: { "label-content-name-mismatch": { enabled: false } } };
const run = `axe.run(document, ${JSON.stringify(options)})`;
const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What a screen reader or weak eyes would stumble over, a line each; best none. */
export async function findingsIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(source);
  // Contrast is measured when nothing fades any more.
  await page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))");
  const { violations } = await page.evaluate<AxeResults>(run);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html}`));
}
