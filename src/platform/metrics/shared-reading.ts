/** One answer for all who ask within so many milliseconds: what several metrics say of one question is asked once. */
export function sharedReading<Answer>(forMs: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: { readonly at: number; readonly answer: Promise<Answer> } | null = null;
  return () => {
    if (!asked || performance.now() - asked.at > forMs) asked = { at: performance.now(), answer: ask() };
    return asked.answer;
  };
}
