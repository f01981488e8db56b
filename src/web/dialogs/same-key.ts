import { useRef } from "preact/hooks";

/** A key for what is asked for: the same one while it is the same, so that what got through unheard is not done twice. */
export function useSameKey(): (asked: unknown) => string {
  const last = useRef({ asked: "", key: "" });
  return (asked) => {
    const text = JSON.stringify(asked);
    if (text !== last.current.asked) last.current = { asked: text, key: crypto.randomUUID() };
    return last.current.key;
  };
}
