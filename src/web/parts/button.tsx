import type { ComponentChildren, JSX, Ref } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

type Rest = Omit<JSX.IntrinsicElements["button"], "ref" | "class" | "icon">;

interface ButtonProps extends Rest {
  readonly kind?: "main" | "plain" | "quiet" | "danger";
  readonly icon?: IconName;
  readonly isBusy?: boolean;
  readonly children: ComponentChildren;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** While it is busy it keeps its width and takes no more clicks. */
export function Button({ kind = "plain", icon, isBusy = false, children, buttonRef, ...rest }: ButtonProps) {
  const shown = isBusy ? "spinner" : icon;
  return (
    <button
      type="button"
      {...rest}
      ref={buttonRef ?? null}
      class={`button button-${kind}`}
      aria-busy={isBusy}
      disabled={rest.disabled === true || isBusy}
    >
      {shown && <Icon name={shown} size={18} class={isBusy ? "spins" : ""} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Rest {
  readonly icon: IconName;
  /** What it does: its name for those who hear it, and its tooltip. */
  readonly label: string;
  readonly class?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, class: given = "", buttonRef, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      ref={buttonRef ?? null}
      class={`icon-button ${given}`}
      aria-label={label}
      data-tooltip={label}
    >
      <Icon name={icon} />
    </button>
  );
}
