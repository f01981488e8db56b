/**
 * HTTP's own words for each status. An import of `node:http` would take all that it exports, `WebSocket` too, for which
 * Node loads undici: 12 MB in each process.
 */
export const { STATUS_CODES: statusTitles } = process.getBuiltinModule("node:http");
