import type { Told } from "../wire/told.ts";

/** What comes by the stream, whichever tab holds it. */
export type Heard =
  | { readonly kind: "told"; readonly told: Told; readonly id: string | null }
  /** What was missed cannot be told: everything is to be loaded afresh. */
  | { readonly kind: "reset" }
  | { readonly kind: "link"; readonly link: Link };

/** How the stream is: `lost` until the time of the next try, in milliseconds since 1970. */
export type Link =
  { readonly state: "connecting" } | { readonly state: "live" } | { readonly state: "lost"; readonly retryAt: number };

export type Hear = (heard: Heard) => void;
