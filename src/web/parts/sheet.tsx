import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useSwipeDown } from "./swipe-down.ts";

interface SheetProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** From below, for thumbs: swiping it down, Esc and a touch beside it close it. */
export function Sheet({ label, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useSwipeDown(dialog, onClose);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="sheet-handle">
        <span />
      </div>
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}
