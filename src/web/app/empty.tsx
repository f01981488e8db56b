import { startConversation } from "../api/conversations.ts";
import { filter } from "../list/filters.tsx";
import { openNewConversation, openNewGroup } from "../dialogs/open.ts";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import type { IconName } from "../parts/icons.ts";
import { Quotes } from "../parts/mark.tsx";
import { toast } from "../parts/toast.tsx";
import { change, inOrder, isListLoaded, me } from "../store/store.ts";
import { rich, t } from "../words/words.ts";
import { modifier } from "./modifier.ts";
import { addressOf, goTo } from "./router.ts";

/** Beside the list while nothing is open: what to begin with, or how to go on. */
export function Empty() {
  if (!isListLoaded.value) return <main class="chat is-empty" aria-busy="true" />;
  if (inOrder.value.length > 0)
    return (
      <main class="chat is-empty">
        <span class="empty-quotes">
          <Quotes size={24} />
        </span>
        <p>{rich("empty.choose", { key: `${modifier} K`, k: (words) => <kbd>{words}</kbd> })}</p>
      </main>
    );
  const name = me.value?.display_name ?? "";
  return (
    <main class="chat is-empty">
      <span class="empty-picture" aria-hidden="true">
        <span />
        <span>
          <Quotes size={20} />
        </span>
      </span>
      <h2 class="empty-title">{t("empty.welcome", { name: name.split(" ")[0] ?? name })}</h2>
      <p class="empty-start">{t("empty.start")}</p>
      <ul class="starts">
        <Start icon="newMessage" of="write" onClick={openNewConversation} />
        <Start icon="users" of="group" onClick={() => openNewGroup("")} />
        <Start icon="hash" of="rooms" onClick={() => (filter.value = "rooms")} />
        <Start icon="notes" of="notes" onClick={() => void openNotes()} />
      </ul>
    </main>
  );
}

interface StartProps {
  readonly icon: IconName;
  readonly of: "write" | "group" | "rooms" | "notes";
  readonly onClick: () => void;
}

function Start({ icon, of, onClick }: StartProps) {
  return (
    <li>
      <button type="button" class="start" onClick={onClick}>
        <span class="start-icon">
          <Icon name={icon} />
        </span>
        <span>
          <span class="start-name">{t(`empty.${of}`)}</span>
          <span class="start-hint">{t(`empty.${of}.hint`)}</span>
        </span>
        <Icon name="chevronRight" size={18} />
      </button>
    </li>
  );
}

async function openNotes(): Promise<void> {
  try {
    const mine = me.peek();
    if (!mine) return;
    const conversation = await startConversation({ member_ids: [mine.id], kind: "direct" }, crypto.randomUUID());
    change({ kind: "conversation", conversation });
    goTo(addressOf(conversation.id));
  } catch (error) {
    toast(failureOf(error));
  }
}
