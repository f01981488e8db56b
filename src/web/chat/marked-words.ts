import { useEffect } from "preact/hooks";
import { folded } from "../words/folded.ts";

const name = "found";

/** Marks words in the messages that are in sight, as they come and go; browsers that cannot do it show none. */
export function useMarkedWords(words: string): void {
  useEffect(() => {
    const log = document.querySelector(".log-rows");
    if (!log || words === "" || !("highlights" in CSS)) return undefined;
    const wanted = folded(words).split(/\s+/);
    const mark = (): void => {
      CSS.highlights.set(name, new Highlight(...rangesIn(log, wanted)));
    };
    mark();
    const watching = new MutationObserver(mark);
    watching.observe(log, { childList: true, subtree: true, characterData: true });
    return () => {
      watching.disconnect();
      CSS.highlights.delete(name);
    };
  }, [words]);
}

function rangesIn(log: Element, wanted: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (const shown of log.querySelectorAll(".words")) {
    const texts = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      for (const word of wanted) ranges.push(...rangesOf(text, word));
  }
  return ranges;
}

function rangesOf(text: Node, word: string): Range[] {
  const content = folded(text.textContent ?? "");
  // Where folding changes the length, places in it are no places in the text.
  if (content.length !== text.textContent?.length) return [];
  const ranges: Range[] = [];
  for (let at = content.indexOf(word); at >= 0; at = content.indexOf(word, at + word.length)) {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + word.length);
    ranges.push(range);
  }
  return ranges;
}
