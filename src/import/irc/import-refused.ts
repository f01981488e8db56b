/** The import cannot go on; the sentence says why, for whoever started it. */
export class ImportRefused extends Error {
  override readonly name = "ImportRefused";
}
