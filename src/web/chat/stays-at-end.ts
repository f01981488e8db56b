import { useLayoutEffect } from "preact/hooks";
import { followPx } from "./virtual.ts";

/** Whoever reads the end goes on seeing it when the log becomes lower: for a strip, a longer text, a keyboard. */
export function useStaysAtEnd(scroller: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let wasAtEnd = true;
    const look = (): void => {
      wasAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < followPx;
    };
    const resized = new ResizeObserver(() => {
      if (wasAtEnd) element.scrollTop = element.scrollHeight;
      look();
    });
    look();
    element.addEventListener("scroll", look, { passive: true });
    resized.observe(element);
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
}
