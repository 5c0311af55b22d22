/** The extension of the protocol; its revision of 2026-07-28, which has no counterpart on earlier revisions. */
export const TASKS = 'io.modelcontextprotocol/tasks';
