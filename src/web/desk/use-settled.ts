import { useEffect, useState } from "preact/hooks";

const settleMs = 250;

/** What was typed, once nothing more is typed for a moment. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const settling = setTimeout(() => setSettled(typed.trim()), settleMs);
    return () => clearTimeout(settling);
  }, [typed]);
  return settled;
}
