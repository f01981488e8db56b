import { useEffect, useState } from "preact/hooks";
import { joinConversation, listConversations } from "../api/conversations.ts";
import { addressOf, goTo } from "../app/router.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { loadHead } from "../store/open-conversation.ts";
import { report } from "../store/report.ts";
import { inOrder } from "../store/store.ts";
import { upToDate } from "../store/up-to-date.ts";
import type { Conversation } from "../wire/shapes.ts";
import { t } from "../words/words.ts";

/** Public rooms in which one is not yet. Where one is in no room either, and there are none, that is said. */
export function RoomsToJoin({ isAlone }: { readonly isAlone: boolean }) {
  const [found, setFound] = useState<readonly Conversation[] | null>(null);
  const joined = new Set(inOrder.value.flatMap(({ id, kind, my_role: role }) => (kind === "room" && role ? [id] : [])));
  // Whoever leaves a room may join it again.
  useEffect(() => {
    const load = (position?: string) => listConversations({ joined: false, limit: 100, min_position: position });
    void upToDate(load).then(({ answer }) => setFound(answer.body.conversations), report);
  }, [joined.size]);
  const rooms = found?.filter(({ id }) => !joined.has(id)) ?? [];
  if (rooms.length === 0) return found && isAlone ? <p class="list-empty">{t("list.empty.rooms")}</p> : null;
  return (
    <section aria-labelledby="rooms-to-join">
      <h2 id="rooms-to-join" class="list-title">
        {t("list.joinable")}
      </h2>
      <ul class="list">
        {rooms.map((room) => (
          <li key={room.id} class="item is-still">
            <Avatar id={room.id} name={room.display_name} size={48} kind="group" />
            <span class="item-words">
              <span class="item-name cut">{room.display_name}</span>
              <span class="preview cut">{room.description ?? t("list.members", { n: room.member_count })}</span>
            </span>
            <Button onClick={() => void join(room.id)}>{t("list.join")}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export async function join(id: string): Promise<void> {
  try {
    await joinConversation(id);
    await loadHead(id);
    goTo(addressOf(id));
  } catch (error) {
    toast(failureOf(error));
  }
}
