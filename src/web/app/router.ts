import { computed, signal } from "@preact/signals";

export const sections = [
  "profile",
  "notifications",
  "appearance",
  "language",
  "privacy",
  "devices",
  "password",
  "people",
  "announcement",
] as const;
/** A part of the settings; the last two are for administrators. */
export type Section = (typeof sections)[number];

export const operationsTabs = ["projections", "dead-letters", "jobs", "connections", "health"] as const;
export type OperationsTab = (typeof operationsTabs)[number];

/** Where one is: a conversation, at a line of it perhaps, or a page of its own. */
export type Route =
  | { readonly page: "list" }
  | { readonly page: "mentions" | "saved" }
  | { readonly page: "search"; readonly words: string }
  /** Null: the list of sections, which beside it shows the first one. */
  | { readonly page: "settings"; readonly section: Section | null }
  /** Null: the list of conversations to look into. */
  | { readonly page: "audit"; readonly id: string | null }
  /** What must not be erased. */
  | { readonly page: "holds" }
  | { readonly page: "operations"; readonly tab: OperationsTab }
  | { readonly page: "conversation"; readonly id: string; readonly sequence: number | null };

const address = signal(location.pathname + location.search);
window.addEventListener("popstate", () => (address.value = location.pathname + location.search));

export const route = computed(() => routeOf(address.value));
/** Counts each going to a line, so that going to the same one again shows it again. */
export const jumps = signal(0);

export function routeOf(given: string): Route {
  const { pathname, searchParams } = new URL(given, "http://here");
  const [, page = "", ...rest] = pathname.split("/");
  switch (page) {
    case "c":
      return conversationAt(rest);
    case "mentions":
    case "saved":
      return { page };
    case "search":
      return { page, words: searchParams.get("q") ?? "" };
    case "settings":
      return { page, section: sections.find((each) => each === rest[0]) ?? null };
    case "audit":
      if (rest[0] === "holds") return { page: "holds" };
      return { page, id: rest[0] === undefined || rest[0] === "" ? null : decodeURIComponent(rest[0]) };
    case "operations":
      return { page, tab: operationsTabs.find((each) => each === rest[0]) ?? "projections" };
    default:
      return { page: "list" };
  }
}

function conversationAt([id = "", sequence = ""]: readonly string[]): Route {
  if (id === "") return { page: "list" };
  const isNumber = /^\d+$/.test(sequence);
  return { page: "conversation", id: decodeURIComponent(id), sequence: isNumber ? Number(sequence) : null };
}

export function goTo(to: string): void {
  if (to !== location.pathname + location.search) history.pushState(null, "", to);
  address.value = to;
  jumps.value += 1;
}

/** The address stays in the history as this one. */
export function goInstead(to: string): void {
  history.replaceState(null, "", to);
  address.value = to;
}

export function addressOf(conversationId: string, sequence?: number): string {
  const of = `/c/${encodeURIComponent(conversationId)}`;
  return sequence === undefined ? of : `${of}/${sequence}`;
}

export function searchFor(words: string): string {
  return `/search?q=${encodeURIComponent(words)}`;
}

/** Follows a link in the page unless the browser is asked to open it elsewhere. */
export function onFollow(event: MouseEvent): void {
  const link = event.currentTarget;
  if (!(link instanceof HTMLAnchorElement) || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(link.pathname + link.search);
}
