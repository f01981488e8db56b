import { signal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";

/** What lies over the page, the newest on top. */
const open = signal<readonly { readonly id: number; readonly render: () => VNode }[]>([]);
let last = 0;

/** Shows something over the page until the function that it is given is called. */
export function showOver(render: (close: () => void) => VNode): () => void {
  const id = (last += 1);
  const close = (): void => {
    open.value = open.peek().filter((each) => each.id !== id);
  };
  open.value = [...open.peek(), { id, render: () => render(close) }];
  return close;
}

export function Overlays(): ComponentChildren {
  return open.value.map(({ id, render: Shown }) => <Shown key={id} />);
}
