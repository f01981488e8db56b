import { useEffect, useState } from "preact/hooks";
import { getReaders } from "../api/messages.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { failureOf } from "../parts/failure.ts";
import { nameOf } from "../store/names.ts";
import { learnPerson } from "../store/live.ts";
import { report } from "../store/report.ts";
import { state } from "../store/store.ts";
import type { Reader } from "../wire/shapes.ts";
import { exactClockOf, timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";

interface DetailsProps {
  readonly conversationId: string;
  readonly messageId: string;
}

/** When a message was sent, and who has read it when. */
export function Details({ conversationId, messageId }: DetailsProps) {
  const line = state.value.histories.get(conversationId)?.lines.find(({ id }) => id === messageId);
  const members = state.value.members.get(conversationId) ?? [];
  const [readers, setReaders] = useState<readonly Reader[]>([]);
  const [failure, setFailure] = useState("");
  useEffect(() => {
    void getReaders(messageId).then(
      (found) => {
        setReaders(found);
        for (const { user_id } of found) void learnPerson(user_id).catch(report);
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
  }, [messageId]);
  if (!line) return null;
  const read = readers.filter(({ read_at }) => read_at !== null);
  const readIds = new Set([...read.map(({ user_id }) => user_id), line.sender_id]);
  const notYet = members.filter(({ user }) => !readIds.has(user.id));
  return (
    <Dialog title={t("details.title", { n: line.sequence })} onClose={closeDialog}>
      <p class="dialog-text numbers">
        {t("details.sent")}: {timeOf(line.created_at)} ({exactClockOf(line.created_at)})
      </p>
      <FailureText of={failure} />
      {read.length > 0 && (
        <Group
          title={t("message.read_by")}
          rows={read.map(({ user_id, read_at }) => ({ id: user_id, time: read_at }))}
        />
      )}
      {notYet.length > 0 && (
        <Group title={t("message.not_yet")} rows={notYet.map(({ user }) => ({ id: user.id, time: null }))} />
      )}
    </Dialog>
  );
}

interface GroupProps {
  readonly title: string;
  readonly rows: readonly { readonly id: string; readonly time: string | null }[];
}

function Group({ title, rows }: GroupProps) {
  return (
    <section class="details-group">
      <h3>{title}</h3>
      <ul>
        {rows.map(({ id, time }) => (
          <li key={id}>
            <Avatar id={id} name={nameOf(id, id)} size={28} />
            <span class="cut">{nameOf(id, id)}</span>
            {time !== null && <time class="numbers">{timeOf(time)}</time>}
          </li>
        ))}
      </ul>
    </section>
  );
}
