import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface SheetProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

const closePx = 80;

/** From below, for thumbs: dragging it down, Esc and a touch beside it close it. */
export function Sheet({ label, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const from = useRef(0);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const moved = (event: PointerEvent): number => Math.max(0, event.clientY - from.current);
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
      <div
        class="sheet-handle"
        onPointerDown={(event) => {
          from.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (event.buttons === 1 && dialog.current) dialog.current.style.translate = `0 ${moved(event)}px`;
        }}
        onPointerUp={(event) => {
          if (moved(event) > closePx) onClose();
          else dialog.current?.style.removeProperty("translate");
        }}
      >
        <span />
      </div>
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}
