// Streams that were not cut, and somebody who goes on writing to them: how long each message takes while the others come
// back. A process of its own, so that its clock does not wait for theirs. Its arguments are the server's address, a
// conversation, and the tokens of who writes and of who listens. It says "ready", and tells what it measured when it is
// written a line.
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Listeners } from "../stream/listeners.ts";
import { Sender } from "../stream/sender.ts";

const [url = "", conversation = "", writer = "", listener = ""] = process.argv.slice(2);
const listenerCount = 50;
const everyMs = 50;

const posted = new Map<string, number>();
const accepted = new Map<string, number>();
const deliveries: { readonly mark: string; readonly at: number }[] = [];

const place = { url, path: "/api/messages/stream", token: listener };
await using listeners = await Listeners.open(place, listenerCount, (frame, at) => {
  const [mark] = /#\d+#/.exec(frame) ?? [];
  if (mark !== undefined) deliveries.push({ mark, at });
});
const sender = new Sender({ url, path: `/api/conversations/${conversation}/messages`, token: writer });
process.stdout.write("ready\n");
const told = once(process.stdin, "data").then(() => "over" as const);

const sent: Promise<void>[] = [];
for (let isOver = false; !isOver;) {
  const mark = `#${sent.length}#`;
  posted.set(mark, performance.now());
  const answered = sender.send(`${mark} is what was said meanwhile, as long as most are.`);
  sent.push(answered.then(() => void accepted.set(mark, performance.now())));
  isOver = (await Promise.race([told, pause(everyMs, "on" as const)])) === "over";
}
await Promise.all(sent);
await listeners.receive(sent.length * listenerCount - listeners.frames);
sender.close();

const p99 = (of: ReadonlyMap<string, number>): number => {
  const took = deliveries.map(({ mark, at }) => Math.max(0, at - (of.get(mark) ?? 0)));
  return took.toSorted((one, other) => one - other)[Math.floor(took.length * 0.99)] ?? Number.NaN;
};
process.stdout.write(
  `${JSON.stringify({ sent: sent.length, sincePosted: p99(posted), sinceAccepted: p99(accepted) })}\n`,
);
process.exit(); // it is told nothing more
