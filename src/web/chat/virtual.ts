import {
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from "@tanstack/virtual-core";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

interface VirtualOptions {
  readonly count: number;
  readonly keyOf: (index: number) => string;
  readonly estimate: (index: number) => number;
  readonly scroller: () => HTMLElement | null;
}

/** So close to the end a reader is taken along when something comes, in pixels. */
export const followPx = 80;

/** Only the rows that can be seen are there; what comes above or changes its height moves nothing that is seen. */
export function useVirtual({ count, keyOf, estimate, scroller }: VirtualOptions) {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const options = {
    count,
    getItemKey: keyOf,
    estimateSize: estimate,
    getScrollElement: scroller,
    observeElementRect,
    observeElementOffset,
    measureElement,
    scrollToFn: elementScroll,
    overscan: 8,
    anchorTo: "end" as const,
    followOnAppend: true,
    scrollEndThreshold: followPx,
    paddingStart: 16,
    paddingEnd: 8,
    onChange: () => renderAgain(null),
  };
  const [virtual] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtual.setOptions(options);
  // What a binding to a framework calls is named so there.
  /* oxlint-disable eslint/no-underscore-dangle */
  useLayoutEffect(() => virtual._didMount(), []);
  useLayoutEffect(() => virtual._willUpdate());
  /* oxlint-enable eslint/no-underscore-dangle */
  return virtual;
}
