import { useState } from "preact/hooks";
import { invite, listInvitations, withdrawInvitation, type Invitation } from "../api/administration.ts";
import { ApiProblem } from "../api/problem.ts";
import { deployment } from "../app/deployment.ts";
import { Field } from "../app/field.tsx";
import { ListEnd } from "../pages/list-end.tsx";
import { usePages } from "../pages/use-pages.ts";
import { useAttempt } from "../parts/attempt.ts";
import { Button } from "../parts/button.tsx";
import { confirm } from "../parts/confirm.tsx";
import { copy } from "../parts/copy.ts";
import { failureOf } from "../parts/failure.ts";
import { Icon } from "../parts/icon.tsx";
import { Card } from "../settings/setting.tsx";
import { nameOf } from "../store/names.ts";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";

/** A link for whoever is to come, and those links that nobody has used yet. */
export function Invitations() {
  const [made, setMade] = useState(0);
  const registration = deployment.value?.registration ?? "invite";
  return (
    <>
      <Card title={t("invite.title")}>
        <p class="admin-note">{t("invite.note", { registration })}</p>
        {registration !== "closed" && <NewInvitation onMade={() => setMade(made + 1)} />}
      </Card>
      <OpenInvitations key={made} />
    </>
  );
}

function NewInvitation({ onMade }: { readonly onMade: () => void }) {
  const [email, setEmail] = useState("");
  const [link, setLink] = useState<string | null>(null);
  const { isBusy, failure, attempt } = useAttempt(problemOf);
  const make = (): void =>
    attempt(async () => {
      const { url } = await invite(email.trim());
      setLink(url);
      setEmail("");
      onMade();
    });
  return (
    <form
      class="setting-form invite-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <div class="invite-row">
        <Field
          type="email"
          name="email"
          label={t("invite.email")}
          problem={failure === "" ? undefined : failure}
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <Button kind="main" type="submit" icon="link" isBusy={isBusy}>
          {t("invite.make")}
        </Button>
      </div>
      <div class="invite-made" role="status">
        {link !== null && (
          <>
            <p class="setting-about">{t("invite.once")}</p>
            <span class="invite-link">
              <output class="setting-link">{link}</output>
              <Button icon="copy" onClick={() => void copy(link, t("toast.link"))}>
                {t("invite.copy")}
              </Button>
            </span>
          </>
        )}
      </div>
    </form>
  );
}

function problemOf(error: unknown): string {
  const isAddress = error instanceof ApiProblem && error.fields.length > 0;
  return isAddress ? t("welcome.email.incomplete") : failureOf(error);
}

function OpenInvitations() {
  const [withdrawn, setWithdrawn] = useState<ReadonlySet<string>>(new Set());
  const { items, ...end } = usePages("", async (cursor) => {
    const { invites, next_cursor } = await listInvitations(cursor);
    return { items: invites, next: next_cursor };
  });
  const open = (items ?? []).filter(({ id }) => !withdrawn.has(id));
  if (open.length === 0 && end.failure === "") return null;
  return (
    <Card title={t("invite.open")}>
      <ul>
        {open.map((each) => (
          <Open key={each.id} invitation={each} onWithdrawn={() => setWithdrawn(new Set([...withdrawn, each.id]))} />
        ))}
      </ul>
      <ListEnd of={end} />
    </Card>
  );
}

interface OpenProps {
  readonly invitation: Invitation;
  readonly onWithdrawn: () => void;
}

function Open({ invitation: { id, email, created_by: by, expires_at: expires }, onWithdrawn }: OpenProps) {
  const ask = (): void =>
    confirm({
      title: t("invite.withdraw.ask"),
      text: t("invite.withdraw.text"),
      action: t("invite.withdraw"),
      run: async () => {
        await withdrawInvitation(id);
        onWithdrawn();
      },
    });
  return (
    <li class="setting">
      <span class="option-icon">
        <Icon name={email === null ? "link" : "mail"} size={18} />
      </span>
      <span class="setting-words">
        <span class="setting-name cut">{email ?? t("invite.anyone")}</span>
        <span class="setting-about cut">
          {t("invite.until", { name: nameOf(by, t("common.you")), time: timeOf(expires) })}
        </span>
      </span>
      <Button kind="quiet" onClick={ask}>
        {t("invite.withdraw")}…
      </Button>
    </li>
  );
}
