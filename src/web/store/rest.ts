const leastMs = 50;
const mostMs = 500;

let drawingMs = 0;

/**
 * How long nothing new is drawn after something was, in milliseconds: twice as long as the last drawing took, so that
 * where that is slow most of the time is left for scrolling and writing.
 */
export function restMs(): number {
  return Math.min(mostMs, Math.max(leastMs, 2 * drawingMs));
}

/** Takes the time from now until the next frame is drawn. A page that nobody sees draws none, and keeps the last time. */
export function measureDrawing(): void {
  const from = performance.now();
  requestAnimationFrame(() => setTimeout(() => (drawingMs = performance.now() - from)));
}
