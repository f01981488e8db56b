import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import { isProblem } from "../api/problem.ts";
import { onFollow } from "../app/router.ts";
import { Composer } from "../composer/composer.tsx";
import { failureOf } from "../parts/failure.ts";
import { Button } from "../parts/button.tsx";
import { resets } from "../store/live.ts";
import { getPresence } from "../api/accounts.ts";
import { loadHead, openConversation } from "../store/open-conversation.ts";
import { report } from "../store/report.ts";
import { titleOf } from "../store/names.ts";
import { standingOf, type Standing } from "../store/standing.ts";
import { change, histories, members, state, typing } from "../store/store.ts";
import { typingText } from "../words/typing.ts";
import { t } from "../words/words.ts";
import { Later } from "../parts/later.tsx";
import { IncidentBar } from "../incident/bar.tsx";
import { ChatSearch } from "./chat-search.tsx";
import { Header } from "./header.tsx";
import { InfoPanel } from "./info-panel.tsx";
import { Log } from "./log.tsx";
import { openPanel } from "./panel.ts";
import { Pins } from "./pins.tsx";

const loadReport = async () => (await import("../incident/report-panel.tsx")).ReportPanel;

interface ChatProps {
  readonly id: string;
  readonly target: number | null;
}

/** The conversation that is open. */
export function Chat({ id, target }: ChatProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const [isSearching, setSearching] = useState(false);
  const conversation = useMemo(() => standingOf(id), [id]).value;
  const hasHistory = useComputed(() => histories.value.has(id)).value;
  const hasMembers = useComputed(() => members.value.has(id)).value;
  useEffect(() => {
    setFailure(null);
    openConversation(id, target).then(
      () => void learnPresence(id),
      (error: unknown) => setFailure(isProblem(error, "not_found") ? t("chat.gone") : failureOf(error)),
    );
  }, [id, resets.value, tries]);
  // Who is in it was forgotten because it changed.
  useEffect(() => {
    if (hasHistory && !hasMembers) void loadHead(id).catch(report);
  }, [id, hasMembers]);
  if (failure !== null && !hasHistory)
    return (
      <main class="chat is-empty">
        <p>{failure}</p>
        <Button onClick={() => setTries(tries + 1)}>{t("common.retry")}</Button>
        <a class="text-link" href="/" onClick={onFollow}>
          {t("chat.to_list")}
        </a>
      </main>
    );
  if (!conversation) return <main class="chat" aria-busy="true" />;
  return (
    <>
      <main class="chat">
        <h1 class="only-read">{titleOf(conversation)}</h1>
        {isSearching ? (
          <ChatSearch conversationId={id} onClose={() => setSearching(false)} />
        ) : (
          <Header conversation={conversation} onSearch={() => setSearching(true)} />
        )}
        {conversation.incident && <IncidentBar conversation={conversation} incident={conversation.incident} />}
        <Pins conversation={conversation} />
        <Lines conversation={conversation} target={target} />
        <p class="typing-line" aria-hidden="true">
          <Typing id={id} />
        </p>
        <Composer key={id} conversation={conversation} />
      </main>
      {openPanel.value === "info" && <InfoPanel conversation={conversation} />}
      {openPanel.value === "report" && conversation.incident && <Later load={loadReport} with={{ conversation }} />}
    </>
  );
}

/** All that is drawn again at each message. */
function Lines({ conversation, target }: { readonly conversation: Standing; readonly target: number | null }) {
  const history = useComputed(() => histories.value.get(conversation.id)).value;
  if (!history) return <div class="log-frame" />;
  return <Log conversation={conversation} history={history} target={target} />;
}

function Typing({ id }: { readonly id: string }) {
  const text = typingText(typing.value.get(id));
  if (text === null) return null;
  return (
    <>
      <span class="typing-dots">
        <span />
        <span />
        <span />
      </span>
      {text}
    </>
  );
}

const shownPeople = 50;

async function learnPresence(id: string): Promise<void> {
  const ids = (state.peek().members.get(id) ?? []).slice(0, shownPeople).map(({ user }) => user.id);
  if (ids.length === 0) return;
  await getPresence(ids).then((presence) => change({ kind: "presence", presence }), report);
}
