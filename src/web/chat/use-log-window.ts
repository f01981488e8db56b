import { useLayoutEffect, useReducer, useState } from "preact/hooks";
import { LogWindow } from "./log-window.ts";
import type { Row } from "./rows.ts";

interface WindowOf {
  readonly rows: readonly Row[];
  /** Where no more rows come after these. */
  readonly isWhole: boolean;
  readonly scroller: { readonly current: HTMLElement | null };
}

/** The window on these rows, and what to draw of them now. */
export function useLogWindow({ rows, isWhole, scroller }: WindowOf) {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const [log] = useState(() => new LogWindow(() => drawAgain(null)));
  const shown = log.show(rows, isWhole);
  useLayoutEffect(() => (scroller.current ? log.open(scroller.current) : undefined), []);
  useLayoutEffect(() => log.drawn());
  return { log, shown };
}
