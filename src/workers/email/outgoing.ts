/** A mail as it is sent. */
export interface OutgoingMail {
  /** The intent's: its Message-ID is made of it, so that a mail that comes twice is known as one. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same at each attempt. */
  readonly date: Date;
  /** By which mail readers put mails together: of which thread it is. Absent: it stands alone. */
  readonly thread?: string;
  /** Where one click, without a login, ends mails of this kind. */
  readonly unsubscribeUrl?: string;
}

/** Takes mails out of the house. */
export interface MailTransport {
  /**
   * Settles when it was taken over.
   * @throws NotTaken when it surely was not; anything else when nobody knows.
   */
  deliver(mail: OutgoingMail, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** What became of it. */
interface Refusal {
  /** Of the SMTP server; null: there was no answer. */
  readonly code: number | null;
  /** Another try would be answered the same. */
  readonly isForGood: boolean;
  /** Whether there is no such address. */
  readonly isAddressRefused: boolean;
}

/** Nobody was sent it. */
export class NotTaken extends Error implements Refusal {
  override readonly name = "NotTaken";
  readonly code: number | null;
  readonly isForGood: boolean;
  readonly isAddressRefused: boolean;

  constructor(sentence: string, { code = null, isForGood = false, isAddressRefused = false }: Partial<Refusal> = {}) {
    super(sentence);
    this.code = code;
    this.isForGood = isForGood;
    this.isAddressRefused = isAddressRefused;
  }
}
