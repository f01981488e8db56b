import { useMemo } from "preact/hooks";

const longMs = 450;
const movedPx = 10;

/** A finger that stays. The page scrolls and selects as ever when it moves before. */
export function useLongPress(act: () => void) {
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
            act();
          }, longMs);
        },
        onPointerMove: (event: PointerEvent) => {
          if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > movedPx) cease();
        },
        onPointerUp: cease,
        onPointerCancel: cease,
      },
    };
  }, [act]);
}
