import type { Delivery } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { Icon } from "./icon.tsx";

type Step = Delivery | "sending";

const icons = { sending: "clock", sent: "check", delivered: "checks", read: "checks" } as const;

/** How far a message of mine has come: drawn, and said in the same words. */
export function Ticks({ of }: { readonly of: Step }) {
  return (
    <span class={`ticks is-${of}`} role="img" aria-label={t(`message.${of}`)}>
      <Icon name={icons[of]} size={16} />
    </span>
  );
}
