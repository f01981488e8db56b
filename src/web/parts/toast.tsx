import { signal } from "@preact/signals";

interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const shown = signal<Toast | null>(null);
let passing: ReturnType<typeof setTimeout> | undefined;

/** One at a time, for five seconds; ten when something can be done about it. */
export function toast(text: string, action?: Toast["action"]): void {
  clearTimeout(passing);
  shown.value = { text, ...(action && { action }) };
  passing = setTimeout(() => (shown.value = null), action ? 10_000 : 5_000);
}

export function Toasts() {
  const now = shown.value;
  return (
    <div class="toasts" role="status">
      {now && (
        <div class="toast">
          <span>{now.text}</span>
          {now.action && (
            <button
              type="button"
              onClick={() => {
                now.action?.run();
                shown.value = null;
              }}
            >
              {now.action.label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
