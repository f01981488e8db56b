import type { Readable } from "node:stream";
import type { Agent, Dispatcher } from "undici";
import { agentFor, type Reach } from "./connect.ts";
import { NotAsked } from "./not-asked.ts";

const maxRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);
/** By which those who run servers know who asks, also in their `robots.txt`. */
export const userAgent = "VerbatimBot/1.0 (link previews)";

export interface Question {
  readonly reach: Reach;
  readonly accept: string;
  /** Ends all of it: look-ups, connections, redirects, the body. */
  readonly signal: AbortSignal;
}

export interface Answer {
  /** Where it was found in the end. */
  readonly url: URL;
  readonly headers: Dispatcher.ResponseData["headers"];
  readonly body: Readable;
}

/**
 * Asks for a URL, follows at most three redirects, each as guarded as the first, and has an answer of 200 read. No
 * cookies, no referrer. When the reading is over the connection is, too.
 * @throws NotAsked where the guard or the server refuses; anything else where the network or the server fails.
 */
export async function ask<Result>(
  url: URL,
  question: Question,
  read: (answer: Answer) => Promise<Result>,
): Promise<Result> {
  let next = url;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const agent = await agentFor(next, question.reach, question.signal);
    try {
      const response = await request(agent, next, question);
      const target = targetOf(response, next);
      if (!target) return await read({ ...taken(response), url: next });
      next = target;
    } finally {
      await agent.destroy();
    }
  }
  throw new NotAsked("It redirects too often.");
}

async function request(agent: Agent, url: URL, { accept, signal }: Question): Promise<Dispatcher.ResponseData> {
  const response = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: "GET",
    headers: { "user-agent": userAgent, accept, "accept-encoding": "gzip, deflate, br" },
    signal,
  });
  // A body that is let go fails afterwards; whoever reads it hears of failures by reading.
  response.body.on("error", () => undefined);
  return response;
}

function targetOf({ statusCode, headers }: Dispatcher.ResponseData, from: URL): URL | null {
  if (!redirects.has(statusCode)) return null;
  const location = headers["location"];
  const target = typeof location === "string" ? URL.parse(location, from.href) : null;
  if (!target) throw new NotAsked("It redirects to nowhere.");
  return target;
}

function taken({ statusCode, headers, body }: Dispatcher.ResponseData): Omit<Answer, "url"> {
  const answers = `It answers ${statusCode}.`;
  if (statusCode === 429 || statusCode >= 500) throw new Error(answers); // for now
  if (statusCode !== 200) throw new NotAsked(answers);
  return { headers, body };
}
