import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Dragged so far, it closes; a quick flick needs less. */
const closePx = 80;
const flickPx = 24;
const flickPxPerMs = 0.5;

interface Drag {
  readonly y: number;
  readonly at: number;
}

/** Whatever lies below follows a finger that drags it down, as long as there is nothing above to scroll to. */
export function useSwipeDown(ref: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    let from: Drag | null = null;
    const movedTo = (touch: Touch | undefined): number => (from && touch ? Math.max(0, touch.clientY - from.y) : 0);
    const begin = ({ touches, timeStamp }: TouchEvent): void => {
      const [touch] = touches;
      from = touch && touches.length === 1 && element.scrollTop <= 0 ? { y: touch.clientY, at: timeStamp } : null;
    };
    const move = (event: TouchEvent): void => {
      const moved = movedTo(event.touches[0]);
      if (moved === 0) return;
      if (event.cancelable) event.preventDefault();
      element.style.translate = `0 ${moved}px`;
    };
    const end = ({ changedTouches, timeStamp }: TouchEvent): void => {
      const moved = movedTo(changedTouches[0]);
      const isFlick = from !== null && moved > flickPx && moved / (timeStamp - from.at) > flickPxPerMs;
      from = null;
      if (moved > closePx || isFlick) onClose();
      else element.style.removeProperty("translate");
    };
    const cancel = (): void => {
      from = null;
      element.style.removeProperty("translate");
    };
    element.addEventListener("touchstart", begin, { passive: true });
    // Not passive: what drags the sheet must not scroll what lies under it.
    element.addEventListener("touchmove", move, { passive: false });
    element.addEventListener("touchend", end);
    element.addEventListener("touchcancel", cancel);
    return () => {
      element.removeEventListener("touchstart", begin);
      element.removeEventListener("touchmove", move);
      element.removeEventListener("touchend", end);
      element.removeEventListener("touchcancel", cancel);
    };
  }, []);
}
