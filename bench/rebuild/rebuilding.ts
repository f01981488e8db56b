import { startProcess } from "../support/process.ts";

/** What a process that rebuilt says of itself. */
export interface Rebuilt {
  readonly seconds: number;
  /** Of memory, at most: its resident set. */
  readonly megabytes: number;
}

export interface Place {
  readonly url: string;
  /** The keys' master key is in it. */
  readonly dataDir: string;
}

/** Makes all read models, or this one, from nothing, in a process that ends with it. */
export async function rebuildIn({ url, dataDir }: Place, what: "all" | "conversations"): Promise<Rebuilt> {
  await using rebuilder = startProcess("rebuild/rebuilder.ts", [url, dataDir, what]);
  return JSON.parse(await rebuilder.line()) as Rebuilt;
}
