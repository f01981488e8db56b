/** The channel that processes tell each other on; it only wakes: whoever is woken looks at the tables. */
export const channel = "verbatim_projections";

/** A checkpoint moved. */
export const moved = "moved";
/** A lease was let go, or a stopped projection may go on. */
export const changed = "changed";
