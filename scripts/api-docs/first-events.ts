/** What is heard of a stream: the first event of each of these kinds, in this order. */
export interface Listening {
  readonly url: string;
  readonly token: string;
  readonly events: readonly string[];
}

/** The stream's own text, without what else it tells. `meanwhile` is done once the first of them was heard. */
export async function firstEvents(
  { url, token, events }: Listening,
  meanwhile: () => Promise<unknown>,
): Promise<{ readonly text: string; readonly status: number }> {
  const listening = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.any([listening.signal, AbortSignal.timeout(10_000)]),
  });
  const found: string[] = [];
  for await (const block of blocksOf(response)) {
    if (!block.split("\n").includes(`event: ${events[found.length]}`)) continue;
    found.push(block);
    if (found.length === 1) await meanwhile();
    if (found.length === events.length) break;
  }
  listening.abort();
  return { text: found.map((block) => `${block}\n\n`).join(""), status: response.status };
}

/** Events are ended by an empty line. */
async function* blocksOf({ body }: Response): AsyncGenerator<string> {
  let rest = "";
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + part).split("\n\n");
    rest = blocks.pop() ?? "";
    yield* blocks;
  }
}
