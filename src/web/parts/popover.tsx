import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Layer } from "./layer.tsx";
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
    if (!element) return undefined;
    const sized = new ResizeObserver(() => placeBy(element, at));
    sized.observe(element);
    (element.querySelector<HTMLElement>("button, input") ?? element).focus();
    return () => sized.disconnect();
  }, []);
  return (
    <Layer label={label} onClose={onClose}>
      <div class="popover" tabIndex={-1} ref={popover}>
        {children}
      </div>
    </Layer>
  );
}
