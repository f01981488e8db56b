import type { JsonObject } from "../../event-store/port.ts";
import { canonicalJson } from "../../proof/canonical-json.ts";

export type Line = JsonObject;

/** Canonical, byte for byte: a verifier takes no other. */
export const line = (content: Line): string => `${canonicalJson(content)}\n`;
