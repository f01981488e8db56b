import { useState } from "preact/hooks";
import { addMembers } from "../api/conversations.ts";
import { mayAdminister } from "../chat/rights.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { Icon } from "../parts/icon.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { nameOf, titleOf } from "../store/names.ts";
import { loadHead } from "../store/open-conversation.ts";
import { myId, presence, state } from "../store/store.ts";
import type { Person } from "../wire/shapes.ts";
import { folded } from "../words/folded.ts";
import { t } from "../words/words.ts";
import { askToLeave } from "./leave.tsx";
import { MemberRow } from "./member-row.tsx";
import { closeDialog } from "./open.ts";
import { PeopleChoice } from "./people-choice.tsx";

/** Who is in a conversation, and what may be done about it. */
export function Members({ conversationId }: { readonly conversationId: string }) {
  const [query, setQuery] = useState("");
  const [adds, setAdds] = useState(false);
  const conversation = state.value.conversations.get(conversationId);
  if (!conversation) return null;
  const members = state.value.members.get(conversationId) ?? [];
  const online = members.filter(
    ({ user }) => user.id === myId.value || presence.value.get(user.id)?.status === "online",
  );
  const wanted = folded(query);
  const shown = members.filter(({ user }) =>
    folded(`${nameOf(user.id, user.display_name)} ${user.username}`).includes(wanted),
  );
  const subtitle = t("members.summary", {
    name: titleOf(conversation),
    n: conversation.member_count,
    online: online.length,
  });
  if (adds) return <Adding conversationId={conversationId} onDone={() => setAdds(false)} />;
  const foot = (
    <>
      <p class="dialog-note">
        <Icon name="info" size={16} /> {t("members.note")}
      </p>
      <button type="button" class="text-button is-danger" onClick={() => askToLeave(conversation)}>
        {t("leave.group")}
      </button>
    </>
  );
  return (
    <Dialog title={t("members.title")} subtitle={subtitle} onClose={closeDialog} foot={foot}>
      <div class="members-top">
        <SearchField label={t("members.find")} value={query} onInput={setQuery} />
        {mayAdminister(conversation) && (
          <Button kind="main" icon="userPlus" onClick={() => setAdds(true)}>
            {t("members.add")}
          </Button>
        )}
      </div>
      <ul class="members">
        {shown.map((member) => (
          <MemberRow key={member.user.id} member={member} conversation={conversation} />
        ))}
      </ul>
    </Dialog>
  );
}

function Adding({ conversationId, onDone }: { readonly conversationId: string; readonly onDone: () => void }) {
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const { isBusy, failure, attempt } = useAttempt();
  const members = state.value.members.get(conversationId) ?? [];
  const add = (): void =>
    attempt(async () => {
      await addMembers(
        conversationId,
        chosen.map(({ id }) => id),
      );
      await loadHead(conversationId);
      onDone();
    });
  const foot = (
    <>
      <Button onClick={onDone}>{t("common.cancel")}</Button>
      <Button kind="main" disabled={chosen.length === 0} isBusy={isBusy} onClick={add}>
        {t("members.add.n", { n: Math.max(1, chosen.length) })}
      </Button>
    </>
  );
  return (
    <Dialog title={t("members.add")} onClose={closeDialog} foot={foot}>
      <PeopleChoice
        label={t("new.who")}
        chosen={chosen}
        onChange={setChosen}
        without={new Set(members.map(({ user }) => user.id))}
      />
      <FailureText of={failure} />
    </Dialog>
  );
}
