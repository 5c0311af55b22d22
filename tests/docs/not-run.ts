/** A command line of the docs that the suite does not run, and why. */
export interface NotRun {
  /** The whole line, without a trailing comment. */
  line: string | RegExp;
  reason: string;
}

/** Every entry has to match a line of some page; one that matches none is stale and fails. */
export const NOT_RUN: readonly NotRun[] = [
  { line: /^git clone /, reason: 'It needs the address of the repository.' },
  { line: 'cd pai-dlc-mcp', reason: 'The tests begin in the clone.' },
  { line: 'npm test', reason: 'It is the suite that this runs in.' },
  {
    line: 'npm run demo',
    reason: 'It builds dist/ anew under the feet of other tests; tests/e2e/cli.test.ts runs the demo.',
  },
  { line: /^npm run bench\b/, reason: 'It takes minutes and measures the machine it runs on.' },
  { line: /^npm run eval:/, reason: 'They take minutes; tests/evals/ tests what they are made of.' },
  { line: /^npm run report:tokens/, reason: 'tests/evals/tokens.test.ts measures the same.' },
  {
    line: /^npm run (test:package|test:hosts|bundle:mcpb)$/,
    reason: 'They need the npm registry; tests/package/ tries the package without it.',
  },
  {
    line: 'npm run bundle:plugin',
    reason: 'It builds dist/ anew and writes into the repository; tests/package/plugin.test.ts makes one elsewhere.',
  },
  { line: /^npm run scorecard\b/, reason: 'It takes minutes; tests/evals/scorecard.test.ts runs a short one.' },
  { line: /^(cat audit\.jsonl|jq -s )/, reason: 'It needs jq and an audit log with calls in it.' },
  {
    line: 'node dist/main.js --prices prices.yaml',
    reason: "The table is the reader's own; tests/cli/prices.test.ts reads the one that is shown.",
  },
  {
    line: /^pai-dlc-mcp wait dlc1a2b3c4d5e6f7 /,
    reason: "The job is the reader's own; another block of the guide makes one and waits for it.",
  },
  { line: 'npm run docs', reason: 'It writes into the repository; `npm test` runs it with --check.' },
  { line: 'npm run format', reason: 'It writes into the repository; `npm test` runs the linter.' },
  { line: /^(UPDATE_SNAPSHOTS=1 )?npx vitest run /, reason: 'It is a part of the suite that this runs in.' },
];
