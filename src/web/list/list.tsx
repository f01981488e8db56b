import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { listConversations } from "../api/conversations.ts";
import { route } from "../app/router.ts";
import { loadMoreOfList } from "../store/live.ts";
import { report } from "../store/report.ts";
import { change, inOrder, isListLoaded } from "../store/store.ts";
import { t } from "../words/words.ts";
import { filter, fits, type Filter } from "./filters.tsx";
import { useHeldOrder } from "./held-order.ts";
import { Item } from "./item.tsx";
import { RoomsToJoin } from "./rooms-to-join.tsx";

/** The conversations that fit the filter, newest activity first. */
export function List() {
  const list = useRef<HTMLUListElement>(null);
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  const chosen = filter.value;
  useMoreOf(chosen);
  const isHeld = (): boolean => list.current?.matches(":hover, :focus-within") ?? false;
  const items = useHeldOrder(
    inOrder.value.filter((each) => fits(chosen, each)),
    isHeld,
  );
  const now = route.value;
  const currentId = now.page === "conversation" ? now.id : null;
  const reached = items.some(({ id }) => id === currentId) ? currentId : items[0]?.id;
  const isEmpty = isListLoaded.value && items.length === 0;
  return (
    <div class="list-scroll" onScroll={(event) => nearEnd(event.currentTarget) && void loadMoreOfList().catch(report)}>
      {!isListLoaded.value && <Waiting />}
      {isEmpty && chosen !== "rooms" && <p class="list-empty">{t(`list.empty.${chosen}`)}</p>}
      <ul ref={list} class="list" onKeyDown={moveIn} onMouseLeave={lookAgain} onBlur={lookAgain}>
        {items.map((each) => (
          <Item key={each.id} conversation={each} isCurrent={each.id === currentId} isReached={each.id === reached} />
        ))}
      </ul>
      {chosen === "rooms" && <RoomsToJoin isAlone={isEmpty} />}
    </div>
  );
}

const nearPx = 400;

function nearEnd({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < nearPx;
}

/** ↑ ↓ Home End move the focus; Enter follows, as with any link. */
function moveIn(event: KeyboardEvent): void {
  const links = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>("a.item")];
  const index = links.indexOf(document.activeElement as HTMLElement);
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(index + 1, links.length - 1),
    ArrowUp: Math.max(index - 1, 0),
    Home: 0,
    End: links.length - 1,
  };
  const to = moves[event.key];
  if (to === undefined) return;
  event.preventDefault();
  links[to]?.focus();
}

/** What a filter asks for may lie further down than the list is loaded. */
function useMoreOf(chosen: Filter): void {
  useEffect(() => {
    const queries = { unread: { unread: true }, archived: { archived: true }, rooms: { kind: "room" as const } };
    if (chosen === "all" || chosen === "incidents") return;
    void listConversations({ ...queries[chosen], limit: 100 }).then(({ body }) => {
      for (const conversation of body.conversations) change({ kind: "conversation", conversation });
    }, report);
  }, [chosen]);
}

/** Grey rows, once it takes long enough to be seen. */
function Waiting() {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const late = setTimeout(() => setLong(true), 200);
    return () => clearTimeout(late);
  }, []);
  if (!isLong) return null;
  return (
    <div class="grey-rows" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((row) => (
        <div key={row} class="grey-row">
          <span class="grey-avatar" />
          <span>
            <span class="grey-line" />
            <span class="grey-line is-long" />
          </span>
        </div>
      ))}
    </div>
  );
}
