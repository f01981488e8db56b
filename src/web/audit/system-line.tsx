import type { AuditLineJson } from "./recording.ts";
import { systemLine } from "../words/system.tsx";

/** What happened, in the middle. */
export function SystemLine({ of: line, isNow }: { readonly of: AuditLineJson["message"]; readonly isNow: boolean }) {
  return (
    <p class={`audit-system ${isNow ? "audit-line is-now" : ""}`}>
      {systemLine(line)} · <span class="numbers">#{line.sequence}</span>
    </p>
  );
}
