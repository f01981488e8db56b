import type { ServerParts } from "./api/parts.ts";
import type { Config } from "./config.ts";
import { internetBut, type Reach } from "./workers/link-preview/connect.ts";

/** Own links lead to what only members may see. */
export function reachOfPreviews(config: Config): Reach {
  return internetBut([...config.linkPreviews.internalDomains, new URL(config.publicUrl).hostname]);
}

export const noImages: ServerParts["previewImages"] = { of: () => Promise.resolve(null) };
