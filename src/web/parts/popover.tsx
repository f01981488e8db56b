import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { placeBy, type Place } from "./place.ts";

interface PopoverProps {
  readonly label: string;
  readonly at: Place;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Floats beside something until Esc or a click elsewhere; focus goes in and comes back. */
export function Popover({ label, at, onClose, children }: PopoverProps) {
  const popover = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = popover.current;
    const before = document.activeElement;
    if (!element) return undefined;
    const sized = new ResizeObserver(() => placeBy(element, at));
    sized.observe(element);
    (element.querySelector<HTMLElement>("button, input") ?? element).focus();
    return () => {
      sized.disconnect();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <div class="menu-layer" onMouseDown={(event) => event.target === event.currentTarget && onClose()}>
      <div class="popover" role="dialog" aria-label={label} tabIndex={-1} ref={popover} onKeyDown={onKeyDown}>
        {children}
      </div>
    </div>
  );
}
