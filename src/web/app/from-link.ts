/** What a link that somebody was sent brings along; empty where it brings nothing. */
export function broughtAs(name: "invite" | "reset"): string {
  return new URLSearchParams(location.search).get(name) ?? "";
}
