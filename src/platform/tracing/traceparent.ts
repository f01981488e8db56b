import type { SpanContext } from "@opentelemetry/api";

const format = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Whose trace a request belongs to (W3C Trace Context); null where it says so in no way that is known. */
export function parseTraceparent(text: string | undefined): SpanContext | null {
  const [, version, traceId = "", spanId = "", flags = "", more] = format.exec(text?.trim() ?? "") ?? [];
  const isKnown = version !== undefined && version !== "ff" && (version !== "00" || more === undefined);
  if (!isKnown || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}
