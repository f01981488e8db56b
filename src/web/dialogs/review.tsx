import { useState } from "preact/hooks";
import { scheduledIn } from "../composer/scheduled.ts";
import { Dialog } from "../parts/dialog.tsx";
import { titleOf } from "../store/names.ts";
import { state } from "../store/store.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";
import { ChangingRow, RefusedRow, WaitingRow } from "./review-rows.tsx";

/** Everything of mine that is sent here later: to be changed, sent now, or not at all. */
export function Review({ conversationId }: { readonly conversationId: string }) {
  const [changing, setChanging] = useState<string | null>(null);
  const conversation = state.value.conversations.get(conversationId);
  const all = scheduledIn.value.get(conversationId) ?? [];
  if (!conversation) return null;
  return (
    <Dialog title={t("schedule.all")} subtitle={titleOf(conversation)} onClose={closeDialog}>
      <ul class="scheduled-list">
        {all.map((scheduled) => {
          const { id, status } = scheduled;
          if (status === "refused") return <RefusedRow key={id} scheduled={scheduled} />;
          return id === changing ? (
            <ChangingRow key={id} {...{ conversation, scheduled }} onDone={() => setChanging(null)} />
          ) : (
            <WaitingRow key={id} scheduled={scheduled} onChange={() => setChanging(id)} />
          );
        })}
        {all.length === 0 && <li class="people-none">{t("schedule.none")}</li>}
      </ul>
    </Dialog>
  );
}
