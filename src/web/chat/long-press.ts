import { useMemo, useRef } from "preact/hooks";

const longMs = 450;
const movedPx = 10;

/** Its end would be a click on what has opened under the finger. */
const isNoClick = (event: TouchEvent): void => event.preventDefault();

/** A finger that stays. The page scrolls and selects as ever when it moves before. */
export function useLongPress(act: () => void) {
  // The page may be drawn again while the finger stays.
  const latest = useRef(act);
  latest.current = act;
  return useMemo(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let isPressed = false;
    let from = { x: 0, y: 0 };
    const cease = (): void => clearTimeout(waiting);
    return {
      /** Whether the last touch was one: then the browser's own menu is not wanted. */
      isPressed: () => isPressed,
      handlers: {
        onPointerDown: (event: PointerEvent) => {
          isPressed = event.pointerType === "touch";
          if (!isPressed) return;
          from = { x: event.clientX, y: event.clientY };
          waiting = setTimeout(() => {
            navigator.vibrate?.(10);
            document.addEventListener("touchend", isNoClick, { once: true, capture: true, passive: false });
            latest.current();
          }, longMs);
        },
        onPointerMove: (event: PointerEvent) => {
          if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > movedPx) cease();
        },
        onPointerUp: cease,
        onPointerCancel: cease,
      },
    };
  }, []);
}
