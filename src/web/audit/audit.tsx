import "../desk/desk.css";
import "./audit.css";
import { me } from "../store/store.ts";
import { t } from "../words/words.ts";
import { NotForYou } from "../desk/not-for-you.tsx";
import { Conversations } from "./conversations.tsx";
import { reason } from "./looking.ts";
import { AskForReason } from "./ask-for-reason.tsx";
import { ReplayPage } from "./replay-page.tsx";

/** Where auditors look into conversations: why first, then which one, then how it came to be as it is. */
export function Audit({ conversationId }: { readonly conversationId: string | null }) {
  if (!me.value?.roles.includes("auditor")) return <NotForYou text={t("audit.not")} />;
  if (reason.value === "") return <AskForReason />;
  return conversationId === null ? <Conversations /> : <ReplayPage key={conversationId} id={conversationId} />;
}
