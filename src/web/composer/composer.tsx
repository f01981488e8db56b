import { changeConversation } from "../api/conversations.ts";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { change } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import { join } from "../list/rooms-to-join.tsx";
import { mayWrite } from "../chat/rights.ts";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { Writing } from "./writing.tsx";

/** Where one writes, or why one can't. */
export function Composer({ conversation }: { readonly conversation: Standing }) {
  if (mayWrite(conversation)) return <Writing conversation={conversation} />;
  if (conversation.my_role === null)
    return (
      <div class="composer-instead">
        <Button kind="main" onClick={() => void join(conversation.id)}>
          {t("composer.join")}
        </Button>
      </div>
    );
  const isOver = conversation.incident?.status === "closed" && conversation.my_role !== "viewer";
  return (
    <p class="composer-instead">
      <Icon name={conversation.my_muted_until === null ? "lock" : "muted"} size={16} />
      {reasonOf(conversation)}
      {isOver && (
        <button type="button" class="text-button" onClick={() => void reopen(conversation.id)}>
          {t("incident.reopen")}
        </button>
      )}
    </p>
  );
}

async function reopen(id: string): Promise<void> {
  try {
    const conversation = await changeConversation(id, { incident: { status: "open" } });
    change({ kind: "conversation", conversation });
  } catch (error) {
    toast(failureOf(error));
  }
}

function reasonOf({ incident, my_muted_until: mutedUntil }: Standing): string {
  if (incident?.status === "closed") return t("composer.closed");
  return mutedUntil === null ? t("composer.viewer") : t("composer.muted", { time: timeOf(mutedUntil) });
}
