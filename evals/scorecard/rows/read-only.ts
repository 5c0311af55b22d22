import { writes } from '../../../tests/e2e/rules/bench.ts';
import { createRandom, type Random } from '../../../tests/shaping/corpus/random.ts';
import { type Args, openGround, soundCalls, WRITING } from '../calls.ts';
import { many, type Row, startedMain } from '../row.ts';

/** Every other way in which an operator could have said something about tools, beside the one that has to win. */
function settings(r: Random): { args: string[]; env: Record<string, string> } {
  const args = ['--read-only'];
  const names = ['get_job,stop_job', 'create_job,list_jobs', [...WRITING, 'get_job'].join()];
  args.push(
    ...r.pick([[], ['--toolsets', r.pick(['jobs', 'jobs,access,logs', 'jobs,catalogue'])], ['--tools', r.pick(names)]]),
  );
  if (r.chance(0.3)) args.push('--confirm-create', r.pick(['auto', 'never']));
  if (r.chance(0.3)) args.push('--stoppable', 'live');
  const env: Record<string, string> = r.chance(0.3) ? { PAI_DLC_MCP_READ_ONLY: 'false' } : {};
  return { args: r.chance(0.5) ? args : [...args.slice(1), '--read-only'], env };
}

export const readOnly: Row = {
  name: 'read-only',
  tries:
    '`--read-only` beside other settings, with every tool that writes called by its name: none is listed, nothing of them reaches the cloud',
  goal: '0 writes',
  beyond: 'other programs with the same credentials; give the server a RAM identity that may only read',
  async run(ask) {
    const r = createRandom(ask.seed);
    const ground = await openGround(startedMain(ask));
    const missed: string[] = [];
    let tried = 0;
    try {
      const calls = soundCalls(ground.named);
      for (let n = 0; n < many(ask, 2, 25); n++) {
        const { args, env } = settings(r);
        const session = await ground.serve({ args, env });
        ground.cloud.clearRequests();
        const { tools } = await session.client.listTools();
        for (const { name, annotations } of tools)
          if (WRITING.includes(name) || annotations?.readOnlyHint !== true)
            missed.push(`${args.join(' ')}: ${name} is offered`);
        for (const name of WRITING)
          for (const more of [{}, { dry_run: true }, { confirm: true, force: true }] satisfies Args[]) {
            tried += 1;
            const answer = await session.call(name, { ...calls[name], ...more }).catch(() => undefined);
            if (answer && !answer.isError) missed.push(`${args.join(' ')}: ${name} succeeds`);
          }
        for (const { action } of writes(ground.cloud)) missed.push(`${args.join(' ')}: ${action} was sent`);
        // What reads goes on.
        const read = await session.call('get_job', calls.get_job).catch(() => undefined);
        if (tools.some(({ name }) => name === 'get_job') && read?.isError !== false) missed.push('get_job fails');
        await session.close();
      }
      return { tried, missed };
    } finally {
      await ground.close();
    }
  },
  broken: {
    file: 'src/server/select-tools.ts',
    find: '!selection.readOnly || ',
    replace: '!selection.readOnly || selection.readOnly || ',
  },
};
