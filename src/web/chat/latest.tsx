import { useComputed } from "@preact/signals";
import { Icon } from "../parts/icon.tsx";
import { conversations } from "../store/store.ts";
import { t } from "../words/words.ts";

interface LatestProps {
  readonly conversationId: string;
  readonly onClick: () => void;
}

/** Leads to the end from anywhere else, and says how much waits there. */
export function Latest({ conversationId, onClick }: LatestProps) {
  const unseen = useComputed(() => conversations.value.get(conversationId)?.unread_count ?? 0).value;
  return (
    <button type="button" class="latest" aria-label={t("chat.latest", { n: unseen })} onClick={onClick}>
      <Icon name="down" />
      {unseen > 0 && <span class="badge numbers">{unseen}</span>}
    </button>
  );
}
