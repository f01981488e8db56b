import { useState } from "preact/hooks";
import { forwardMessage } from "../api/messages.ts";
import { addressOf, goTo } from "../app/router.ts";
import { mayWrite } from "../chat/rights.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { toast } from "../parts/toast.tsx";
import { otherOf, titleOf } from "../store/names.ts";
import { inOrder } from "../store/store.ts";
import { folded } from "../words/folded.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";
import { useSameKey } from "./same-key.ts";

const most = 10;

/** A message handed on to other conversations, with its author's name. */
export function Forward({ messageId }: { readonly messageId: string }) {
  const keyOf = useSameKey();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { isBusy, failure, attempt } = useAttempt();
  const shown = inOrder.value.filter((each) => mayWrite(each) && folded(titleOf(each)).includes(folded(query)));
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id) && next.size < most) next.add(id);
    setChosen(next);
  };
  const forward = (): void =>
    attempt(async () => {
      const ids = [...chosen];
      const { messages, failed } = await forwardMessage(messageId, ids, keyOf(ids));
      closeDialog();
      tell(
        messages.map((each) => each.conversation_id),
        failed.map((each) => each.conversation_id),
      );
    });
  const foot = (
    <>
      <Button onClick={closeDialog}>{t("common.cancel")}</Button>
      <Button kind="main" disabled={chosen.size === 0} isBusy={isBusy} onClick={forward}>
        {t("forward.do", { n: chosen.size })}
      </Button>
    </>
  );
  return (
    <Dialog title={t("forward.title")} onClose={closeDialog} foot={foot}>
      <SearchField label={t("forward.find")} value={query} onInput={setQuery} />
      <ul class="people-found">
        {shown.map((each) => (
          <li key={each.id}>
            <label class="option">
              <input type="checkbox" checked={chosen.has(each.id)} onChange={() => toggle(each.id)} />
              <Avatar
                id={otherOf(each)?.id ?? each.id}
                name={titleOf(each)}
                size={36}
                kind={each.kind === "direct" ? "person" : "group"}
              />
              <span class="option-name cut">{titleOf(each)}</span>
            </label>
          </li>
        ))}
      </ul>
      <FailureText of={failure} />
    </Dialog>
  );
}

function tell(sent: readonly string[], failed: readonly string[]): void {
  const [first] = sent;
  const refused = inOrder.peek().find(({ id }) => failed.includes(id));
  if (refused) toast(t("forward.partly", { n: sent.length, name: titleOf(refused) }));
  else if (first !== undefined)
    toast(t("toast.forwarded", { n: sent.length }), { label: t("toast.open"), run: () => goTo(addressOf(first)) });
}
