/**
 * States (SQLSTATE) that pass, without anything having been committed or with no telling: 08 connection, 25006 read-only
 * during a failover, 25P03 and 25P04 a transaction ended because it stood still or took too long, 40 rolled back
 * (deadlock), 53 out of disk, memory or connections, 55 in use or locked, 57 cancelled or shut down, 58 I/O error.
 */
const passing = /^(08...|25006|25P03|25P04|40...|53...|55000|55006|55P03|57...|58...)$/;
/** Of these, those after which the transaction may have been committed all the same. */
const unknown = /^(08...|57P..)$/;

/** Whether an error of the server says "not now" rather than "never". */
export const isPassing = (state: string): boolean => passing.test(state);

/** Whether nobody can tell by this error if a commit under way took place. */
export const leavesCommitUnknown = (state: string): boolean => unknown.test(state);
