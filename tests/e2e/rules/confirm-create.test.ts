import { describe, expect, it } from 'vitest';
import { allTools } from '../../../src/tools/all.ts';
import { connectInProcess } from '../in-process.ts';
import { ERAS, errorOf, type Person, serverEnv, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, writes } from './bench.ts';

const MODES = ['auto', 'always', 'never'] as const;
type Mode = (typeof MODES)[number];

/** What happens to a create where the client can show a form, and where it cannot. */
const EXPECTED: Readonly<
  Record<Mode, readonly [able: 'asks' | 'creates', unable: 'creates' | 'refuses' | 'asks in the conversation']>
> = {
  auto: ['asks', 'asks in the conversation'],
  always: ['asks', 'refuses'],
  never: ['creates', 'creates'],
};

const NOT_A_YES: [string, Awaited<ReturnType<Person>>][] = [
  ['declines', { action: 'decline' }],
  ['cancels', { action: 'cancel' }],
  ['leaves the box unticked', { action: 'accept', content: { confirm: false } }],
];

const variants = ERAS.flatMap((era) => MODES.map((mode) => ({ era, mode })));

describe.each(variants)('create_job with --confirm-create $mode on the $era era', ({ era, mode }) => {
  const [able, unable] = EXPECTED[mode];
  let answer: ReturnType<Person>;
  const person: Person = () => answer;
  const args = ['--confirm-create', mode];
  const asking = bench({ era, person, args });
  const mute = bench({ era, args });

  it(`${able} where the client can ask`, async () => {
    answer = { action: 'accept', content: { confirm: true } };
    const before = asking.session.asked.length;
    await ok(asking, 'create_job', jobArguments(asking.finds));
    expect(asking.session.asked.length - before).toBe(able === 'asks' ? 1 : 0);
    onlyWrite(asking.cloud, 'CreateJob');
  });

  it(`${unable} where the client cannot`, async () => {
    const job = jobArguments(mute.finds);
    const result = await mute.session.call('create_job', job);
    if (unable === 'refuses') expectRefused(mute, result, undefined, { kind: 'confirmation_unavailable' });
    else if (unable === 'asks in the conversation') {
      expectRefused(mute, result, 'R25', { kind: 'confirmation_required' });
      const { confirmation_token } = errorOf(result);
      await ok(mute, 'create_job', { ...job, confirmation_token });
      onlyWrite(mute.cloud, 'CreateJob');
    } else {
      expect(result.isError, result.text).toBe(false);
      onlyWrite(mute.cloud, 'CreateJob');
    }
  });

  it.each<[string, Awaited<ReturnType<Person>>]>(able === 'asks' ? NOT_A_YES : [])(
    'creates nothing when the person %s',
    async (_what, said) => {
      answer = said;
      const before = asking.session.asked.length;
      const result = await asking.session.call('create_job', jobArguments(asking.finds));
      expectRefused(asking, result, undefined, { kind: 'declined' });
      expect(asking.session.asked.length - before).toBe(1);
    },
  );
});

describe.each(ERAS)('a yes to a create on the %s era', (era) => {
  let grow = true;
  const at: Bench = bench({
    era,
    person: () => {
      const machine = at.cloud.world.ecsSpecs.find(({ InstanceType }) => InstanceType === at.finds.ecs_spec);
      if (machine && grow) machine.Memory += 1;
      return { action: 'accept', content: { confirm: true } };
    },
  });

  it('does not count once the machine is another than the person was shown', async () => {
    const answer = await at.session.call('create_job', jobArguments(at.finds));
    expectRefused(at, answer, 'R25');
    expect(answer.text).toContain('has changed since');
  });

  it('counts while it is the same', async () => {
    grow = false;
    await ok(at, 'create_job', jobArguments(at.finds));
    onlyWrite(at.cloud, 'CreateJob');
  });
});

describe.each(ERAS)('--read-only on the %s era', (era) => {
  const at = bench({ era, person: yes, args: ['--read-only'] });

  it('lists the tools that read, and no other', async () => {
    const { tools } = await at.session.client.listTools();
    const reading = allTools.filter((tool) => tool.effect === 'read').map((tool) => tool.name);
    expect(tools.map((tool) => tool.name)).toEqual(reading);
    for (const name of ['create_job', 'update_job', 'stop_job', 'get_web_terminal', 'get_token'])
      expect(reading).not.toContain(name);
    for (const tool of tools) expect(tool.annotations?.readOnlyHint, tool.name).toBe(true);
  });

  it.each(allTools.filter((tool) => tool.effect !== 'read').map((tool) => tool.name))(
    'does not know %s, and sends nothing',
    async (name) => {
      await expect(at.session.call(name, { job_id: 'dlc0000000000000' })).rejects.toThrow(/Unknown tool/i);
      expect(at.cloud.requests()).toEqual([]);
    },
  );

  it('still reads', async () => {
    await ok(at, 'list_jobs', {});
    expect(at.cloud.requests().map((entry) => entry.action)).toEqual(['ListJobs']);
  });

  it('wins over a list of tools', async () => {
    const env = serverEnv(at.cloud);
    const session = await connectInProcess({
      era,
      env,
      person: yes,
      args: ['--read-only', '--tools', 'stop_job,get_job'],
    });
    try {
      expect((await session.client.listTools()).tools.map((tool) => tool.name)).toEqual(['get_job']);
      await expect(session.call('stop_job', { job_id: 'dlc0000000000000' })).rejects.toThrow(/Unknown tool/i);
      expect(errorOf(await session.call('get_job', { job_id: 'dlc0000000000000' })).kind).toBe('not_found');
      expect(writes(at.cloud)).toEqual([]);
    } finally {
      await session.close();
    }
  });
});
