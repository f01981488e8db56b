import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../words/words.ts";
import { IconButton } from "./button.tsx";

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
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
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
            {size !== "small" && <IconButton icon="close" label={t("common.close")} onClick={onClose} />}
          </header>
        )}
        {children}
        {foot !== undefined && <footer class="dialog-foot">{foot}</footer>}
      </div>
    </dialog>
  );
}
