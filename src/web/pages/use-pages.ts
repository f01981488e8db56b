import { useEffect, useRef, useState } from "preact/hooks";
import { failureOf } from "../parts/failure.ts";

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface Paged<Item> {
  /** Null until the first page is there. */
  readonly items: readonly Item[] | null;
  readonly hasMore: boolean;
  /** More of it, that is: what is there stays. */
  readonly isLoading: boolean;
  readonly failure: string;
  readonly more: () => void;
}

/** A list that is loaded page by page; it begins anew where what is asked for is another thing. */
export function usePages<Item>(asked: string, load: (cursor?: string) => Promise<Page<Item>>): Paged<Item> {
  const [items, setItems] = useState<readonly Item[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [failure, setFailure] = useState("");
  const [isLoading, setLoading] = useState(false);
  const latest = useRef(asked);
  latest.current = asked;
  const take = async (cursor?: string): Promise<void> => {
    try {
      const page = await load(cursor);
      if (latest.current !== asked) return;
      setItems((before) => (cursor === undefined ? page.items : [...(before ?? []), ...page.items]));
      setNext(page.next);
      setFailure("");
    } catch (error) {
      if (latest.current === asked) setFailure(failureOf(error));
    }
  };
  useEffect(() => {
    void take();
  }, [asked]);
  return {
    items,
    hasMore: next !== null,
    isLoading,
    failure,
    more: () => {
      if (next === null || isLoading) return;
      setLoading(true);
      void take(next).finally(() => setLoading(false));
    },
  };
}
