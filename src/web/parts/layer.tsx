import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface LayerProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/**
 * Over everything, dialogs too: what opens beside something stands in it. The browser keeps the focus inside and gives
 * it back; Esc and a click beside what it holds close it.
 */
export function Layer({ label, onClose, children }: LayerProps) {
  const layer = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = layer.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={layer}
      class="menu-layer"
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === layer.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
