/** The key that shortcuts are made with, as it is written on the keyboard. */
export const modifier = /mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘" : "Ctrl";

export function isModified(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey;
}
