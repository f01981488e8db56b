import type { Given, Verdict } from "../../../verifier/verify.mjs";

export type { Verdict } from "../../../verifier/verify.mjs";

/** Judges an export on this computer, by the verifier that stands alone; nothing leaves it. */
export async function check(given: Given): Promise<Verdict> {
  const { verify } = await import("../../../verifier/verify.mjs");
  return verify(given);
}

/** The size that a kept checkpoint says; null where the text is none. */
export function sizeOfKept(text: string): number | null {
  try {
    const kept: unknown = JSON.parse(text);
    const size = typeof kept === "object" && kept !== null && "size" in kept ? kept.size : null;
    return typeof size === "number" ? size : null;
  } catch {
    return null; // the verifier says what is wrong with it
  }
}
