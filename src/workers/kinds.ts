import { checkpointMail } from "./email/checkpoint-mail.ts";
import { digestToPerson } from "./email/digest-to-person.ts";
import { invitation } from "./email/invitation.ts";
import { passwordReset } from "./email/password-reset.ts";
import type { MailParts } from "./email/parts.ts";
import { unreadInConversation } from "./email/unread-in-conversation.ts";
import { testMail } from "./email/test-mail.ts";
import type { JobKind } from "./jobs/kind.ts";
import { previewing } from "./link-preview/job.ts";
import type { PreviewParts } from "./link-preview/preview-message.ts";

/** What jobs are done with. */
export interface WorkerParts {
  readonly mail: MailParts;
  /** Null: links have no previews. */
  readonly previews: PreviewParts | null;
}

/** Every kind of job. */
export function allKinds({ mail, previews }: WorkerParts): readonly JobKind[] {
  return [
    unreadInConversation(mail),
    digestToPerson(mail),
    passwordReset(mail),
    invitation(mail),
    testMail(mail),
    checkpointMail(mail),
    previewing(previews),
  ];
}
