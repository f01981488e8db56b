const segmenter = new Intl.Segmenter();

/** What a reader takes for one sign each: an emoji of several parts, a letter with its marks. */
export function lettersOf(text: string): readonly string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}
