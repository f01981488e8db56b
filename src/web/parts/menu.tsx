import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { Layer } from "./layer.tsx";
import type { IconName } from "./icons.ts";
import { placeBy, type Place } from "./place.ts";

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly key?: string;
  readonly hint?: string;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** One of several is. */
  readonly isChecked?: boolean;
  /** Each by itself is or is not. */
  readonly isTicked?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly at: Place;
  readonly items: readonly (MenuItem | "line")[];
  readonly onClose: () => void;
  readonly head?: ComponentChildren;
}

/** Arrows, Home, End and letters move; Enter acts; Esc, Tab or a click beside it closes, and focus goes back. */
export function Menu({ label, at, items, onClose, head }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (menu.current) placeBy(menu.current, at);
  }, [at]);
  useEffect(() => {
    entriesOf(menu.current)[0]?.focus();
  }, []);
  const act = (item: MenuItem): void => {
    if (item.isDisabled) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const entries = entriesOf(menu.current);
    const index = entries.indexOf(document.activeElement as HTMLElement);
    const to = movedTo(event.key, index, entries.length);
    const named = items.find((item) => item !== "line" && item.key?.toLowerCase() === event.key.toLowerCase());
    if (event.key === "Escape" || event.key === "Tab") onClose();
    else if (to !== null) entries[to]?.focus();
    else if (named && named !== "line") act(named);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Layer label={label} onClose={onClose}>
      <div class="menu" role="menu" aria-label={label} ref={menu} onKeyDown={onKeyDown}>
        {head}
        {items.map((item, index) =>
          item === "line" ? (
            <hr key={index} />
          ) : (
            <button
              key={item.label}
              type="button"
              {...roleOf(item)}
              tabIndex={-1}
              class={`menu-item ${item.isDanger ? "is-danger" : ""}`}
              aria-disabled={item.isDisabled ?? false}
              onClick={() => act(item)}
            >
              {item.icon && <Icon name={item.icon} size={18} />}
              {(item.isChecked ?? item.isTicked) !== undefined && (
                <span class="menu-check">{(item.isChecked ?? item.isTicked) && <Icon name="check" size={16} />}</span>
              )}
              <span class="menu-words">
                {item.label}
                {item.hint !== undefined && <small>{item.hint}</small>}
              </span>
              {item.key !== undefined && <kbd>{item.key}</kbd>}
            </button>
          ),
        )}
      </div>
    </Layer>
  );
}

function roleOf({ isChecked, isTicked }: MenuItem) {
  if (isChecked !== undefined) return { role: "menuitemradio", "aria-checked": isChecked } as const;
  if (isTicked !== undefined) return { role: "menuitemcheckbox", "aria-checked": isTicked } as const;
  return { role: "menuitem" } as const;
}

function entriesOf(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

function movedTo(key: string, index: number, count: number): number | null {
  if (key === "ArrowDown" || key === "ArrowRight") return (index + 1) % count;
  if (key === "ArrowUp" || key === "ArrowLeft") return (index - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
