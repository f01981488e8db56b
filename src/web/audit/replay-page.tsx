import { useEffect, useState } from "preact/hooks";
import { isNarrow } from "../app/narrow.ts";
import { Head } from "../desk/head.tsx";
import { numberText } from "../desk/numbers.ts";
import { DeskIcon } from "../desk/icons.tsx";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { failureOf } from "../parts/failure.ts";
import { showOver } from "../parts/overlays.tsx";
import { t } from "../words/words.ts";
import { Details } from "./details.tsx";
import { EventList } from "./event-list.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { load, reason, type Loaded } from "./looking.ts";
import { Player } from "./player.tsx";
import { ReasonLine } from "./reason-line.tsx";
import { StateView } from "./state-view.tsx";
import { VerifyButton } from "./verify-dialog.tsx";

/** A conversation from its first event to its last, at any moment between. */
export function ReplayPage({ id }: { readonly id: string }) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [share, setShare] = useState(0);
  const [failure, setFailure] = useState("");
  useEffect(() => {
    load(id, setShare).then(setLoaded, (error: unknown) => setFailure(failureOf(error)));
  }, [id]);
  if (loaded && loaded.recording.events.length > 0) return <Replay id={id} of={loaded} />;
  return (
    <div class="desk">
      <Head title={t("audit.title")} back="/audit" under={<ReasonLine />} />
      <main class="desk-scroll">
        <p class="desk-none" role={failure === "" ? "status" : "alert"}>
          {failure === "" ? t("audit.loading", { percent: Math.round(share * 100) }) : failure}
        </p>
      </main>
    </div>
  );
}

const views = ["events", "state", "details"] as const;
type View = (typeof views)[number];

function Replay({ id, of: loaded }: { readonly id: string; readonly of: Loaded }) {
  const { recording } = loaded;
  const [index, setIndex] = useState(recording.events.length - 1);
  const [view, setView] = useState<View>("state");
  const event = recording.events[index];
  const name = (given: unknown): string =>
    typeof given === "string" ? (loaded.people.get(given)?.displayName ?? t("audit.somebody")) : "";
  const title = loaded.title ?? [...loaded.people.values()].map(({ displayName }) => displayName).join(", ");
  if (!event) return null;
  return (
    <div class={`desk replay shows-${view}`}>
      <Head
        title={t("audit.replay", { name: title })}
        back="/audit"
        under={<ReasonLine />}
        face={<Avatar id={id} name={title} size={40} kind="group" />}
      >
        <span class="audit-recorded">
          <DeskIcon name="eye" size={16} /> {t("audit.recorded")}
        </span>
        <VerifyButton />
        <Button kind="main" icon="download" onClick={() => openExport(id)}>
          <span class="wide-words">{t("audit.export")}</span>
        </Button>
      </Head>
      {isNarrow.value && (
        <nav class="replay-views" aria-label={t("audit.views")}>
          {views.map((each) => (
            <button key={each} type="button" class="chip" aria-pressed={each === view} onClick={() => setView(each)}>
              {t(`audit.view.${each}`)}
            </button>
          ))}
        </nav>
      )}
      {loaded.total > recording.events.length && (
        <p class="replay-part" role="status">
          {t("audit.part", { n: numberText(recording.events.length), total: numberText(loaded.total) })}
        </p>
      )}
      <main class="replay-body">
        <EventList recording={recording} index={index} nameOf={name} onChoose={setIndex} />
        <StateView loaded={loaded} index={index} nameOf={name} />
        <Details loaded={loaded} event={event} index={index} nameOf={name} />
      </main>
      <Player recording={recording} index={index} onMove={setIndex} />
    </div>
  );
}

function openExport(conversationId: string): void {
  showOver((close) => <ExportDialog conversationId={conversationId} reason={reason.peek()} onClose={close} />);
}
