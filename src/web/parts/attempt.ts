import { useState } from "preact/hooks";
import { failureOf } from "./failure.ts";

interface Attempt {
  readonly isBusy: boolean;
  /** What a person is told of the last try; empty while it goes well. */
  readonly failure: string;
  readonly attempt: (run: () => Promise<void>) => void;
}

/** What somebody asks for and waits for: busy until it is over, and what went wrong is told in place. */
export function useAttempt(tell: (error: unknown) => string = failureOf): Attempt {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const attempt = (run: () => Promise<void>): void => {
    setBusy(true);
    setFailure("");
    void run()
      .catch((error: unknown) => setFailure(tell(error)))
      .finally(() => setBusy(false));
  };
  return { isBusy, failure, attempt };
}
