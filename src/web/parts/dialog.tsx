import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../words/words.ts";
import { IconButton } from "./button.tsx";
import { isPhone } from "./is-phone.ts";

interface DialogProps {
  readonly title: string;
  readonly subtitle?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
  readonly size?: "small" | "large" | "palette";
}

/** Modal: the browser keeps the focus inside and gives it back; Esc and a click beside it close it. */
export function Dialog({ title, subtitle, onClose, children, foot, size = "large" }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const closing = useRef<HTMLButtonElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // The way out is no place to begin.
    if (element && closing.current && document.activeElement === closing.current) beginning(element).focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      class={`dialog dialog-${size}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="dialog-body">
        {size === "palette" ? (
          <h2 id={heading} class="only-read">
            {title}
          </h2>
        ) : (
          <header class="dialog-head">
            <div>
              <h2 id={heading}>{title}</h2>
              {subtitle !== undefined && <p>{subtitle}</p>}
            </div>
            {size !== "small" && (
              <IconButton icon="close" label={t("common.close")} onClick={onClose} buttonRef={closing} />
            )}
          </header>
        )}
        {children}
        {foot !== undefined && <footer class="dialog-foot">{foot}</footer>}
      </div>
    </dialog>
  );
}

/** The first field; the dialog itself where there is none, or a keyboard would come up over it. */
function beginning(dialog: HTMLDialogElement): HTMLElement {
  return (isPhone() ? null : dialog.querySelector<HTMLElement>("input, textarea")) ?? dialog;
}
