/** ↑ ↓ move from message to message, also from what stands in one; Esc goes back to writing. */
export function moveInLog(event: KeyboardEvent): void {
  const log = event.currentTarget as HTMLElement;
  const messages = messagesIn(log);
  const index = messages.findIndex((message) => message.contains(document.activeElement));
  if (index < 0 && document.activeElement !== log) return;
  if (event.key === "Escape") return focusComposer(event);
  const to = { ArrowUp: index < 0 ? messages.length - 1 : index - 1, ArrowDown: index + 1 }[event.key];
  const next = to === undefined ? undefined : messages[to];
  if (next) moveTo(next, event);
}

/** From writing to the latest message there is, past what stands between them. */
export function enterLog(event: KeyboardEvent): void {
  const latest = messagesIn(document.querySelector(".log")).at(-1);
  if (latest) moveTo(latest, event);
}

function messagesIn(log: Element | null): readonly HTMLElement[] {
  return [...(log?.querySelectorAll<HTMLElement>("article") ?? [])];
}

function moveTo(message: HTMLElement, event: Event): void {
  event.preventDefault();
  message.focus({ preventScroll: true });
  message.scrollIntoView({ block: "nearest" });
}

function focusComposer(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>(".composer-input")?.focus();
}
