import { computed, signal } from "@preact/signals";

/** Where one is: a conversation, at a line of it perhaps, or a page of its own. */
export type Route =
  { readonly page: "list" } | { readonly page: "conversation"; readonly id: string; readonly sequence: number | null };

const path = signal(location.pathname);
window.addEventListener("popstate", () => (path.value = location.pathname));

export const route = computed(() => routeOf(path.value));
/** Counts each going to a line, so that going to the same one again shows it again. */
export const jumps = signal(0);

export function routeOf(address: string): Route {
  const [, id, sequence] = /^\/c\/([^/]+)(?:\/(\d+))?\/?$/.exec(address) ?? [];
  if (id === undefined) return { page: "list" };
  return {
    page: "conversation",
    id: decodeURIComponent(id),
    sequence: sequence === undefined ? null : Number(sequence),
  };
}

export function goTo(address: string): void {
  if (address !== location.pathname) history.pushState(null, "", address);
  path.value = address;
  jumps.value += 1;
}

/** The address stays in the history as this one. */
export function goInstead(address: string): void {
  history.replaceState(null, "", address);
  path.value = address;
}

export function addressOf(conversationId: string, sequence?: number): string {
  const of = `/c/${encodeURIComponent(conversationId)}`;
  return sequence === undefined ? of : `${of}/${sequence}`;
}

/** Follows a link in the page unless the browser is asked to open it elsewhere. */
export function onFollow(event: MouseEvent): void {
  const link = event.currentTarget;
  if (!(link instanceof HTMLAnchorElement) || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(link.pathname);
}
