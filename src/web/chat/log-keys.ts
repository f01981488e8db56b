/** ↑ ↓ Home End move from message to message; Esc goes back to writing. */
export function moveInLog(event: KeyboardEvent): void {
  const log = event.currentTarget as HTMLElement;
  const messages = [...log.querySelectorAll<HTMLElement>("article")];
  const index = messages.indexOf(document.activeElement as HTMLElement);
  const isInside = document.activeElement !== log && index < 0;
  if (isInside) return;
  if (event.key === "Escape") return focusComposer(event);
  const to = { ArrowUp: index < 0 ? messages.length - 1 : index - 1, ArrowDown: index + 1 }[event.key];
  const next = to === undefined ? undefined : messages[to];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function focusComposer(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>(".composer-input")?.focus();
}
