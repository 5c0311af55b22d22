import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Breakage } from '../broken/breakage.ts';
import { brokenBuild } from '../broken/build.ts';
import { brokenServer } from '../broken/server.ts';
import { MAIN } from '../e2e/harness.ts';
import { writes } from '../e2e/rules/bench.ts';
import { ERAS, errorOf, frozenCloud } from '../e2e/session.ts';
import { startWire, YES } from './wire.ts';
import * as checks from './wire-checks.ts';

let ground: checks.Ground;
beforeAll(async () => {
  ground = await checks.prepare(await frozenCloud());
});
afterAll(async () => {
  await ground.close();
  await ground.cloud.close();
});

const SEAL = 'src/server/confirm/seal.ts';
const ELICIT = 'src/server/confirm/elicit.ts';
const CLIENT = 'src/server/client.ts';
const CHANNEL = 'src/server/confirm/channel.ts';
const CONFIRM = 'src/server/confirm.ts';
const RUN = 'src/server/run-tool.ts';

/** Questions that live one second; no fault, but what lets a test wait for their end. */
const SHORT: Breakage = { file: SEAL, find: 'CONFIRMATION_TTL_SECONDS = 300', replace: 'CONFIRMATION_TTL_SECONDS = 1' };
/** A server that takes `confirm: true` for a yes. */
const ACCEPTED = `if (!seals.isAbout(sealed, 'call', binding(channel, call)))
        throw stale(channel, 'it was given for another call', question?.rule);
      if (question === undefined || !seals.isAbout(sealed, 'facts', question.facts))`;
const BELIEVING =
  'const { confirm, ...rest } = raw; const { args: all } = readCallArguments(offered, rest, runtime.scope); if (confirm === true && all) { const { region, workspace_id, ...own } = all; const there = await contextOf(all); await tool.run(there, own, (await tool.check?.(there, own))?.prepared); } if (said.fault) throw said.fault;';
/** A server that asks and does not wait. */
const UNANSWERED: Breakage = {
  file: RUN,
  find: 'return asked;',
  replace: '',
};

/** Each check, and servers that lack what it checks. */
const CHECKS: [what: string, check: checks.WireCheck, without: Breakage[], where?: 'in a process'][] = [
  [
    'for any answer that is not a yes',
    checks.notAYes,
    [
      { file: ELICIT, find: "if (action !== 'accept') return 'no answer';", replace: '' },
      {
        file: ELICIT,
        find: "if (action === 'decline' || action === 'cancel') return action;\n  if (action !== 'accept') return 'no answer';",
        replace: '',
      },
      { file: ELICIT, find: "box === true ? 'yes'", replace: "box ? 'yes'" },
    ],
  ],
  [
    'for a yes that an answer only inherits',
    checks.inherited,
    [{ file: ELICIT, find: '&& Object.hasOwn(value, key)', replace: '' }],
  ],
  [
    'for a box that a client ticked by itself',
    checks.filledIn,
    [{ file: CHANNEL, find: 'form?.applyDefaults !== true', replace: 'form !== undefined' }],
  ],
  ['after the client has closed its pipes', checks.lostClient('closes its pipes'), [UNANSWERED], 'in a process'],
  ['after the client was killed', checks.lostClient('is killed'), [UNANSWERED], 'in a process'],
  ['after the client has taken the call back', checks.lostClient('cancels the call'), [UNANSWERED]],
  [
    'for whatever the model brings along',
    checks.supplied,
    [
      {
        file: RUN,
        find: 'if (said.fault) throw await wholeFault(tool, said, contextOf, ctx.mcpReq.signal);',
        replace: BELIEVING,
      },
    ],
  ],
  [
    'for a client that cannot ask',
    checks.mute,
    [{ file: CHANNEL, find: "return need === 'form' ? 'impossible' : 'chat';", replace: "return 'none';" }],
  ],
  [
    'for what the call says of the client',
    checks.claimedInMeta,
    [{ file: CLIENT, find: "era === 'modern' && ctx.mcpReq.envelope", replace: 'ctx.mcpReq.envelope' }],
  ],
  [
    'to a job that has changed since',
    checks.changedJob,
    [{ file: CONFIRM, find: "!seals.isAbout(sealed, 'facts', question.facts)", replace: 'false' }],
  ],
  [
    'for a token that was used',
    checks.replayedToken,
    [{ file: SEAL, find: 'issued.delete(state);\n      return', replace: 'return' }],
  ],
  [
    'for a token that was given for another call',
    checks.redirectedToken,
    // Both of its guards: of a create, what was shown holds the whole call as well.
    [{ file: CONFIRM, find: ACCEPTED, replace: 'if (question === undefined)' }],
  ],
];

describe.each(ERAS)('nothing is written on the %s era', (era) => {
  it.each(CHECKS)('%s', async (_what, check) => {
    expect(await check(ground, { era })).toBe(0);
  });

  it('for any answer that is not a yes, through the pipes of a process', async () => {
    expect(await checks.notAYes(ground, { era, main: MAIN })).toBe(0);
  });

  it('when the answer comes after its time', async () => {
    expect(await checks.lateAnswer(ground, { era, serve: await brokenServer(SHORT) })).toBe(0);
  });

  it('but for an Accept that leaves the form as it appears, from a client that fills in nothing by itself', async () => {
    const job_id = await ground.job();
    const wire = await startWire({ era, env: checks.envOf(ground), main: MAIN });
    ground.cloud.clearRequests();
    const question = await wire.ask({ name: 'stop_job', arguments: { job_id } });
    const answer = await question.answer({ action: 'accept', content: { confirm: question.ticked } });
    expect(answer.isError, answer.text).toBe(false);
    expect(writes(ground.cloud).map((entry) => entry.action)).toEqual(['StopJob']);
    await wire.close();
  });

  it('but for a yes to what is shown, once, if it comes 64 times at once', async () => {
    const job_id = await ground.job();
    const wire = await startWire({ era, env: checks.envOf(ground) });
    ground.cloud.clearRequests();
    const question = await wire.ask({ name: 'stop_job', arguments: { job_id } });
    const answers = await Promise.all(Array.from({ length: 64 }, () => question.answer(YES)));
    // On the 2025 revisions they are 64 answers to one call.
    expect(answers.filter((answer) => !answer.isError)).toHaveLength(era === 'legacy' ? 64 : 1);
    expect(writes(ground.cloud).map((entry) => entry.action)).toEqual(['StopJob']);
    await wire.close();
  });
});

describe('a check fails, where it says that nothing is written', () => {
  it.each(CHECKS)('%s', async (_what, check, without, where) => {
    for (const breakage of without) {
      const subject = where ? { main: await brokenBuild(breakage) } : { serve: await brokenServer(breakage) };
      expect(await check(ground, { era: 'modern', ...subject })).toBeGreaterThan(0);
    }
  });

  it('when the answer comes after its time, on a server whose questions live on', async () => {
    expect(await checks.lateAnswer(ground, { era: 'modern' })).toBe(1);
  });
});

describe('a question that nobody answers in time', () => {
  it('is taken back from a 2025-era client, and the call says that nothing was done', async () => {
    const serve = await brokenServer(SHORT);
    const wire = await startWire({ era: 'legacy', env: checks.envOf(ground), serve });
    const question = await wire.ask({ name: 'stop_job', arguments: { job_id: await ground.job() } });
    const answer = await question.unanswered();
    expect(errorOf(answer)).toMatchObject({ kind: 'declined' });
    expect(answer.text).toMatch(/The client sent nothing that answers the question, after .* Nothing was done\./);
    await wire.close();
  });
});
