import "../desk/desk.css";
import "./operations.css";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { OperationsTab } from "../app/router.ts";
import { onFollow } from "../app/router.ts";
import { Head } from "../desk/head.tsx";
import { DeskIcon, type DeskIconName } from "../desk/icons.tsx";
import { NotForYou } from "../desk/not-for-you.tsx";
import { me } from "../store/store.ts";
import { t } from "../words/words.ts";
import { Connections } from "./connections.tsx";
import { DeadLetters } from "./dead-letters.tsx";
import { deadCount, failure, useWatching } from "./watching.ts";
import { Health } from "./health.tsx";
import { Jobs } from "./jobs.tsx";
import { ReadModels } from "./read-models.tsx";

const tabs: Readonly<Record<OperationsTab, { readonly icon: DeskIconName; readonly Part: ComponentType }>> = {
  projections: { icon: "layers", Part: ReadModels },
  "dead-letters": { icon: "deadLetter", Part: DeadLetters },
  jobs: { icon: "jobs", Part: Jobs },
  connections: { icon: "plug", Part: Connections },
  health: { icon: "health", Part: Health },
};

/** Where operators see whether everything works, and put right what does not. */
export function Operations({ tab }: { readonly tab: OperationsTab }) {
  if (!me.value?.roles.includes("operator")) return <NotForYou text={t("operations.not")} />;
  return <Desk tab={tab} />;
}

function Desk({ tab }: { readonly tab: OperationsTab }) {
  useWatching();
  const { Part } = tabs[tab];
  const row = useRef<HTMLElement>(null);
  // On a narrow screen the tabs are a row that is scrolled.
  useEffect(() => row.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }), [tab]);
  return (
    <div class="desk">
      <Head title={t("operations.title")}>
        <nav ref={row} class="desk-tabs" aria-label={t("operations.title")}>
          {Object.entries(tabs).map(([name, { icon }]) => (
            <a
              key={name}
              class="desk-tab"
              href={name === "projections" ? "/operations" : `/operations/${name}`}
              aria-current={name === tab ? "page" : undefined}
              onClick={onFollow}
            >
              <DeskIcon name={icon} size={20} />
              {t(`operations.tab.${name as OperationsTab}`)}
              {name === "dead-letters" && deadCount.value > 0 && <span class="badge numbers">{deadCount.value}</span>}
            </a>
          ))}
        </nav>
        <p class={`desk-live ${failure.value === "" ? "" : "is-lost"}`} role="status">
          {failure.value === "" ? t("operations.live") : failure.value}
        </p>
      </Head>
      <main class="desk-scroll" tabIndex={0}>
        <div class="desk-column">
          <Part />
        </div>
      </main>
    </div>
  );
}
