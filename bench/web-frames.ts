import type { Benchmark } from "./support/benchmark.ts";
import { BenchPostgres } from "./support/postgres.ts";
import type { Row } from "./support/row.ts";
import { VerbatimServer } from "./support/verbatim-server.ts";
import { Sender } from "./stream/sender.ts";
import { built, launched } from "./web/browser.ts";
import { firstListMs, initialKilobytes, logIn } from "./web/opening.ts";
import { opened, receivedSmoothly, scrolledThrough } from "./web/conversation.ts";
import type { Frames } from "./web/frames.ts";

const total = Number(process.env["WEB_MESSAGES"] ?? 10_000);
const conversations = 30;
const perSecond = 50;
const seconds = 10;

/** P12: the pages in a browser: what is loaded before a conversation shows, the first list, and how long frames take. */
export const webFrames: Benchmark = async () => {
  await built();
  await using postgres = await BenchPostgres.start();
  await using server = await VerbatimServer.start(await postgres.newDatabase("web"));
  const [sender, reader] = await server.register(2);
  if (!sender || !reader) throw new Error("Two people are needed.");
  const ids: string[] = [];
  for (let n = 0; n < conversations; n += 1) ids.push(await server.startGroup(sender, [reader]));
  const long = ids.at(-1) ?? "";
  const messages = new Sender({
    url: server.url,
    path: `/api/conversations/${long}/messages`,
    token: sender.token,
  });
  for (let n = 0; n < total; n += 100)
    await Promise.all(Array.from({ length: Math.min(100, total - n) }, (_, at) => messages.send(sentence(n + at))));

  await using browser = await launched();
  const page = await browser.page(server.url);
  await logIn(page, { url: server.url, username: "member-1", password: "the password of 1" });
  const rows: Row[] = [
    row(
      "P12-js",
      "JavaScript before the first conversation shows, gzip",
      "KB",
      await initialKilobytes(page, long),
      100,
    ),
    row(
      "P12-list",
      `first list of ${conversations} painted, after the address was opened`,
      "ms",
      await firstListMs(page),
      1_000,
    ),
  ];
  await opened(page, long);
  rows.push(...framesRows("P12-scroll", `scrolling ${total} messages`, await scrolledThrough(page)));
  await opened(page, long);
  const received = await receivedSmoothly(page, { send: (text) => messages.send(text), perSecond, seconds });
  rows.push(...framesRows("P12-receive", `receiving ${perSecond} messages/s`, received));
  messages.close();
  return rows;
};

function row(id: string, what: string, unit: string, ours: number, most: number): Row {
  return { id, what, unit, ours, baseline: null, goal: { of: "ours", is: "at most", value: most } };
}

function framesRows(id: string, doing: string, { longest, p99 }: Frames): readonly Row[] {
  return [
    row(id, `${doing}: longest frame`, "ms", longest, 50),
    row(`${id}-p99`, `${doing}: 99th percentile of frames`, "ms", p99, 50),
  ];
}

const words = "we freeze tonight and go live on monday the checklist is final who signs the rollback plan".split(" ");

/** Of different lengths, with a link here and there, always the same. */
function sentence(n: number): string {
  const length = 3 + ((n * 7) % 40);
  const text = Array.from({ length }, (_, at) => words[(n * 3 + at * 5) % words.length]).join(" ");
  return n % 25 === 0 ? `${text} https://example.org/${n}` : text;
}
