import "../desk/desk.css";
import "./audit.css";
import { useState } from "preact/hooks";
import { getHolds, liftHold, type Hold } from "../api/holds.ts";
import { Head } from "../desk/head.tsx";
import { NotForYou } from "../desk/not-for-you.tsx";
import { ListEnd } from "../pages/list-end.tsx";
import { usePages } from "../pages/use-pages.ts";
import { Button } from "../parts/button.tsx";
import { confirm } from "../parts/confirm.tsx";
import { showOver } from "../parts/overlays.tsx";
import { toast } from "../parts/toast.tsx";
import { me } from "../store/store.ts";
import { t } from "../words/words.ts";
import { AskForReason } from "./ask-for-reason.tsx";
import { HoldRow } from "./hold-row.tsx";
import { reason } from "./looking.ts";
import { PlaceHold } from "./place-hold.tsx";
import { ReasonLine } from "./reason-line.tsx";

/** What must not be erased, and why: auditors place and lift it, administrators see it. */
export function Holds() {
  const roles = me.value?.roles ?? [];
  const isAuditor = roles.includes("auditor");
  if (!isAuditor && !roles.includes("administrator")) return <NotForYou text={t("holds.not")} />;
  if (isAuditor && reason.value === "") return <AskForReason />;
  return <List why={isAuditor ? reason.value : null} />;
}

/** @param why null: they see holds, and change none */
function List({ why }: { readonly why: string | null }) {
  const [since, setSince] = useState<string | null>(null);
  const { items, ...end } = usePages(`${since ?? ""} ${why ?? ""}`, async (cursor) => {
    const page = await getHolds({ why, cursor, since });
    return { items: page.holds, next: page.next_cursor };
  });
  const changed = (sentence: string, position: string | null): void => {
    setSince(position);
    toast(sentence);
  };
  const lift = (hold: Hold): void =>
    confirm({
      title: t("holds.lift.ask"),
      text: t("holds.lift.text"),
      action: t("holds.lift"),
      ask: t("holds.lift.reason"),
      isAskRequired: true,
      run: async (answer) => changed(t("holds.lifted.done"), await liftHold(hold.id, answer.trim())),
    });
  const place = (): void => {
    showOver((close) => (
      <PlaceHold why={why ?? ""} onPlaced={(position) => changed(t("holds.placed.done"), position)} onClose={close} />
    ));
  };
  return (
    <div class="desk">
      <Head
        title={t("holds.title")}
        back={why === null ? "/" : "/audit"}
        {...(why !== null && { under: <ReasonLine /> })}
      >
        {why !== null && (
          <Button kind="main" icon="plus" onClick={place}>
            <span class="wide-words">{t("holds.place")}</span>
          </Button>
        )}
      </Head>
      <main class="desk-scroll" tabIndex={0}>
        <div class="audit-found">
          <p class="holds-about">{t("holds.about")}</p>
          <ul class="desk-card">
            {(items ?? []).map((hold) => (
              <HoldRow key={hold.id} hold={hold} {...(why !== null && { onLift: () => lift(hold) })} />
            ))}
          </ul>
          {items?.length === 0 && <p class="desk-none">{t("holds.none")}</p>}
          <ListEnd of={end} />
        </div>
      </main>
    </div>
  );
}
