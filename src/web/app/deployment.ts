import { signal } from "@preact/signals";
import type { Deployment } from "../wire/shapes.ts";

/** What this deployment allows; asked for once, before anything is shown. */
export const deployment = signal<Deployment | null>(null);

/** The reactions that are one click away; with any emoji allowed there are these six all the same. */
export const sixReactions = ["👍", "❤️", "😂", "😮", "😢", "✅"] as const;

export function quickReactions(): readonly string[] {
  const allowed = deployment.value?.reactions;
  return allowed === undefined || allowed === "any" || allowed.length === 0 ? sixReactions : allowed;
}

export function mayReactWithAny(): boolean {
  return deployment.value?.reactions === "any";
}
