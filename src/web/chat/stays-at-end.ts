import { useLayoutEffect } from "preact/hooks";
import { followPx } from "./virtual.ts";

/** Whoever reads the end goes on seeing it when the log becomes lower: for a strip, a longer text, a keyboard. */
export function useStaysAtEnd(scroller: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let height = element.clientHeight;
    const resized = new ResizeObserver(() => {
      const wasLeft = element.scrollHeight - element.scrollTop - height;
      if (wasLeft < followPx && element.clientHeight !== height) element.scrollTop = element.scrollHeight;
      height = element.clientHeight;
    });
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
}
