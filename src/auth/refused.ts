import type { RefusalCode } from "../domain/decision.ts";

/** Why it may not be. `path` names the field that stands in the way, as the caller calls it. */
export interface Refused {
  readonly kind: "refused";
  readonly code: RefusalCode;
  readonly path?: string;
  readonly detail: string;
}

export function refused(code: RefusalCode, detail: string): Refused {
  return { kind: "refused", code, detail };
}

/** The field does not fit, whatever else there is. */
export function invalid(path: string, detail: string): Refused {
  return { kind: "refused", code: "validation_failed", path, detail };
}

export function isRefused(value: unknown): value is Refused {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "refused";
}
