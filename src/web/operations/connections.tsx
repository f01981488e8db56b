import { useEffect, useState } from "preact/hooks";
import { getConnections, type Connection, type ConnectionPage } from "../api/operations.ts";
import { numberText } from "../desk/numbers.ts";
import { ListEnd } from "../pages/list-end.tsx";
import { usePages } from "../pages/use-pages.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { exactClockOf, timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";

const lookEveryMs = 5_000;

/** Who is connected, to which process, and how far each was told; looked at anew until somebody asks for more of it. */
export function Connections() {
  const [turn, setTurn] = useState(0);
  const [isHeld, setHeld] = useState(false);
  const [processes, setProcesses] = useState<ConnectionPage["processes"]>([]);
  const { items, ...end } = usePages(String(turn), async (cursor) => {
    const page = await getConnections({ limit: 50, cursor });
    setProcesses(page.processes);
    return { items: page.connections, next: page.next_cursor };
  });
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setInterval(() => document.visibilityState === "visible" && setTurn((n) => n + 1), lookEveryMs);
    return () => clearInterval(timer);
  }, [isHeld]);
  const more = (): void => {
    setHeld(true);
    end.more();
  };
  const nameOf = (id: string): string => processes.find((each) => each.id === id)?.name ?? "";
  return (
    <section class="desk-card">
      <h2 class="desk-card-title">{t("operations.tab.connections")}</h2>
      <ul class="connection-processes">
        {processes.map(({ id, name, streams }) => (
          <li key={id} class="tag is-kept numbers">
            {name} · {t("operations.streams", { n: streams })}
          </li>
        ))}
      </ul>
      {items?.length === 0 && <p class="desk-none">{t("connection.none")}</p>}
      <ul>
        {(items ?? []).map((each) => (
          <Row key={each.id} of={each} process={processes.length > 1 ? nameOf(each.process_id) : ""} />
        ))}
      </ul>
      <ListEnd of={{ ...end, more }} />
    </section>
  );
}

function Row({ of: { user, since, told_at: told, is_live: isLive, lag }, process }: RowProps) {
  return (
    <li class="connection">
      <Avatar id={user.id} name={user.display_name} size={36} />
      <div class="connection-words">
        <strong>{user.display_name}</strong>
        <small class="numbers">
          {t("connection.since", { time: timeOf(since) })} ·{" "}
          {told === null ? t("connection.told.never") : t("connection.told", { time: exactClockOf(told) })}
          {process !== "" && ` · ${process}`}
        </small>
      </div>
      <span class={`tag numbers ${isLive ? "is-good" : "is-medium"}`}>
        {isLive && <Icon name="check" size={14} />}
        {isLive ? t("connection.live") : t("connection.behind", { n: numberText(lag) })}
      </span>
    </li>
  );
}

interface RowProps {
  readonly of: Connection;
  /** Its name; empty where there is only one. */
  readonly process: string;
}
