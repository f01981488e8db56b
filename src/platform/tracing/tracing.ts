/** What a span says of itself: routes, types, counts and ids, never words. */
export type Attributes = Readonly<Record<string, string | number>>;

export interface RequestBegun {
  /** What the request, and everything that it causes, is known by. */
  readonly correlationId: string;
  /** As W3C Trace Context has it; of whoever asks. */
  readonly traceparent: string | undefined;
  readonly name: string;
  readonly attributes: Attributes;
}

export interface Caused {
  /** Of the requests that it was caused by: it is part of the first one's trace, and names those of the others. */
  readonly by: readonly string[];
  readonly name: string;
  readonly attributes: Attributes;
  /** Milliseconds since 1970; absent: now. */
  readonly since?: number;
}

/** Ends a span. @param failure a code; absent: it went well */
export type EndSpan = (ended?: { readonly failure?: string; readonly attributes?: Attributes }) => void;

/** Traces from a request through what it appends to whom it is delivered, and the jobs that follow. */
export interface Tracing extends AsyncDisposable {
  request(begun: RequestBegun): EndSpan;
  caused(caused: Caused): EndSpan;
}
