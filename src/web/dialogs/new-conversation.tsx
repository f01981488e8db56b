import { useState } from "preact/hooks";
import { startConversation, type NewConversation as Start } from "../api/conversations.ts";
import { addressOf, goTo } from "../app/router.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { change } from "../store/store.ts";
import { severities } from "../incident/tags.tsx";
import type { Incident, Kind, Person } from "../wire/shapes.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";
import { PeopleChoice } from "./people-choice.tsx";
import { useSameKey } from "./same-key.ts";

const tabs = { direct: "new.person", group: "new.group", room: "new.room", incident: "new.incident" } as const;
const kinds = ["direct", "group", "room", "incident"] as const satisfies readonly (Kind | "incident")[];

/** One person to write to, or several and a name. */
export function NewConversation({ kind: first, called }: { readonly kind: Kind; readonly called: string }) {
  const [kind, setKind] = useState<Kind | "incident">(first);
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [name, setName] = useState(called);
  const [isPublic, setPublic] = useState(true);
  const [severity, setSeverity] = useState<Incident["severity"]>("medium");
  const [lots, setLots] = useState("");
  const { isBusy, failure, start } = useStart();
  // More than one person is a group, whichever tab is open.
  const becomes = kind === "direct" && chosen.length > 1 ? "group" : kind;
  const isRoom = becomes === "room" || becomes === "incident";
  const canStart = isRoom ? name.trim() !== "" : chosen.length > 0;
  const create = (): void =>
    start({
      kind: becomes === "incident" ? "room" : becomes,
      member_ids: chosen.map(({ id }) => id),
      ...(becomes !== "direct" && name.trim() !== "" && { name: name.trim() }),
      ...(isRoom && { visibility: isPublic ? "public" : "private" }),
      ...(becomes === "incident" && { incident: { status: "open", severity, lots: lotsIn(lots) } }),
    });
  const actions = {
    direct: "new.write",
    group: "new.create.group",
    room: "new.create.room",
    incident: "new.create.incident",
  } as const;
  const foot = (
    <>
      <Button onClick={closeDialog}>{t("common.cancel")}</Button>
      <Button kind="main" disabled={!canStart} isBusy={isBusy} onClick={create}>
        {t(actions[becomes])}
      </Button>
    </>
  );
  return (
    <Dialog title={t("new.title")} onClose={closeDialog} foot={foot}>
      <div class="chips" role="group" aria-label={t("new.title")}>
        {kinds.map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={becomes === each} onClick={() => setKind(each)}>
            {t(tabs[each])}
          </button>
        ))}
      </div>
      {becomes !== "direct" && (
        <label class="field">
          <span>{t("new.name")}</span>
          <input value={name} maxLength={255} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
      )}
      {becomes === "incident" && (
        <>
          <div class="chips" role="group" aria-label={t("incident.severity.label")}>
            {severities.map((each) => (
              <button
                key={each}
                type="button"
                class="chip"
                aria-pressed={severity === each}
                onClick={() => setSeverity(each)}
              >
                {t(`severity.${each}`)}
              </button>
            ))}
          </div>
          <label class="field">
            <span>{t("incident.lots.typed")}</span>
            <input value={lots} onInput={(event) => setLots(event.currentTarget.value)} />
          </label>
        </>
      )}
      {isRoom && (
        <label class="check">
          <input type="checkbox" checked={isPublic} onChange={(event) => setPublic(event.currentTarget.checked)} />
          {t("new.public")}
        </label>
      )}
      <PeopleChoice label={t("new.who")} chosen={chosen} onChange={setChosen} />
      <FailureText of={failure} />
    </Dialog>
  );
}

function lotsIn(typed: string): readonly string[] {
  const lots = typed.split(/[,;\s]+/).filter((lot) => lot !== "");
  return [...new Set(lots)];
}

/** Starts what is asked for once, however often it is tried, and goes there. */
function useStart() {
  const keyOf = useSameKey();
  const { isBusy, failure, attempt } = useAttempt();
  const start = (wanted: Start): void =>
    attempt(async () => {
      const conversation = await startConversation(wanted, keyOf(wanted));
      change({ kind: "conversation", conversation });
      closeDialog();
      goTo(addressOf(conversation.id));
    });
  return { isBusy, failure, start };
}
