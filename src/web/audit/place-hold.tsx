import { useState } from "preact/hooks";
import { findConversations } from "../api/audit.ts";
import { placeHold, type HoldSubject } from "../api/holds.ts";
import { useSettled } from "../desk/use-settled.ts";
import { usePeople } from "../dialogs/people-choice.tsx";
import { usePages } from "../pages/use-pages.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { Icon } from "../parts/icon.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { t } from "../words/words.ts";
import { namesIn, titleOf } from "./title.ts";

interface PlaceHoldProps {
  /** Why one looks at conversations, to choose among them. */
  readonly why: string;
  readonly onPlaced: (position: string | null) => void;
  readonly onClose: () => void;
}

const kinds = ["conversation", "person"] as const;
type Kind = (typeof kinds)[number];

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly under: string;
  readonly kind: Kind;
}

/** Asks on what a hold is, and why. */
export function PlaceHold({ why, onPlaced, onClose }: PlaceHoldProps) {
  const [kind, setKind] = useState<Kind>("conversation");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [reason, setReason] = useState("");
  const { isBusy, failure, attempt } = useAttempt();
  const place = (choice: Choice): void =>
    attempt(async () => {
      onPlaced(await placeHold(subjectOf(choice), reason.trim()));
      onClose();
    });
  const foot = (
    <>
      <Button onClick={onClose}>{t("common.cancel")}</Button>
      <Button
        kind="main"
        isBusy={isBusy}
        disabled={!chosen || reason.trim() === ""}
        onClick={() => chosen && place(chosen)}
      >
        {t("holds.place")}
      </Button>
    </>
  );
  const Found = kind === "conversation" ? Conversations : People;
  return (
    <Dialog title={t("holds.place")} subtitle={t("holds.place.text")} onClose={onClose} foot={foot}>
      <div class="hold-kinds" role="group" aria-label={t("holds.on")}>
        {kinds.map((each) => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={each === kind}
            onClick={() => {
              setKind(each);
              setChosen(null);
            }}
          >
            {t(`holds.${each}`)}
          </button>
        ))}
      </div>
      <SearchField label={t(`holds.find.${kind}`)} value={typed} onInput={setTyped} />
      <Found query={typed} why={why} chosen={chosen} onChoose={setChosen} />
      <label class="field">
        <span>{t("holds.reason")}</span>
        <input value={reason} maxLength={500} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <FailureText of={failure} />
    </Dialog>
  );
}

const subjectOf = ({ kind, id }: Choice): HoldSubject =>
  kind === "conversation" ? { conversation_id: id } : { user_id: id };

interface FoundProps {
  readonly query: string;
  readonly why: string;
  readonly chosen: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

function Conversations({ query, why, ...rest }: FoundProps) {
  const settled = useSettled(query);
  const { items, failure } = usePages(settled, async () => {
    const { conversations } = await findConversations(why, settled);
    return { items: conversations, next: null };
  });
  const choices = items?.map((each): Choice => {
    const under = `${t("audit.kind", { kind: each.kind })} · ${namesIn(each.people)}`;
    return { id: each.id, name: titleOf(each), under, kind: "conversation" };
  });
  return <Choices of={choices} failure={failure} {...rest} />;
}

function People({ query, ...rest }: FoundProps) {
  const choices = usePeople(query)?.map(({ id, display_name: name, username }): Choice => ({
    id,
    name,
    under: `@${username ?? ""}`,
    kind: "person",
  }));
  return <Choices of={choices} failure="" {...rest} />;
}

interface ChoicesProps extends Pick<FoundProps, "chosen" | "onChoose"> {
  readonly of: readonly Choice[] | undefined;
  readonly failure: string;
}

function Choices({ of: choices, failure, chosen, onChoose }: ChoicesProps) {
  return (
    <>
      <ul class="hold-choices" aria-label={t("holds.on")}>
        {choices?.map((choice) => (
          <li key={choice.id}>
            <button
              type="button"
              class="option"
              aria-pressed={choice.id === chosen?.id}
              onClick={() => onChoose(choice)}
            >
              <Avatar
                id={choice.id}
                name={choice.name}
                size={36}
                kind={choice.kind === "person" ? "person" : "group"}
              />
              <span class="option-words">
                <span class="option-name cut">{choice.name}</span>
                <span class="option-under cut">{choice.under}</span>
              </span>
              {choice.id === chosen?.id && <Icon name="check" size={18} />}
            </button>
          </li>
        ))}
        {choices?.length === 0 && <li class="desk-none">{t("holds.found.none")}</li>}
      </ul>
      <FailureText of={failure} />
    </>
  );
}
