import { createRandom } from '../../../tests/shaping/corpus/random.ts';
import { type Args, openGround } from '../calls.ts';
import { many, type Row, startedMain } from '../row.ts';

/** Updates, and the member of the wire by which the simulator ignores each. */
const UPDATES: readonly [field: 'Description' | 'Accessibility' | 'Priority', args: Args][] = [
  ['Description', { description: 'words' }],
  ['Accessibility', { accessibility: 'PUBLIC' }],
];

export const ignoredUpdates: Row = {
  name: 'ignored updates',
  tries:
    'updates and stops that the cloud answers with success and does not carry out, at once or late: none is reported as done',
  goal: '0 reported as applied',
  beyond: 'a change that the cloud shows and takes back later',
  async run(ask) {
    const r = createRandom(ask.seed);
    const ground = await openGround(startedMain(ask));
    const missed: string[] = [];
    let tried = 0;
    try {
      const session = await ground.serve({ env: { PAI_DLC_MCP_READ_BACK_MS: '50' } });
      for (let n = 0; n < many(ask, 4, 200); n++) {
        const job_id = await ground.job();
        const stops = r.chance(0.3);
        const [field, args] = r.pick(UPDATES);
        const ignored = r.chance(0.75);
        const action = stops ? 'StopJob' : 'UpdateJob';
        if (ignored)
          ground.cloud.faults.add({
            action,
            stage: 'at_commit',
            effect: { kind: 'ignored', ...(stops || r.chance(0.5) ? {} : { fields: [field] }) },
          });
        const description = `${args.description} ${n}`;
        const answer = await session.call(stops ? 'stop_job' : 'update_job', {
          job_id,
          ...(stops ? {} : 'description' in args ? { description } : args),
        });
        tried += 1;
        ground.cloud.faults.clear();
        const { outcome: end, changes } = answer.data as { outcome?: string; changes?: Record<string, string> };
        const outcome = end ?? (changes ? Object.values(changes).join() : answer.text.slice(0, 80));
        const done = stops ? /^(stopped|stopping)$/ : /^applied$/;
        if (ignored && done.test(outcome))
          missed.push(`${action} ${stops ? '' : field} ignored, reported as ${outcome}`);
        if (!ignored && !done.test(outcome)) missed.push(`${action} carried out, reported as ${outcome}`);
      }
      return { tried, missed };
    } finally {
      await ground.close();
    }
  },
  broken: {
    file: 'src/tools/jobs/update-job.ts',
    find: "if (holds) return held.has(change) ? 'already' : 'applied';",
    replace: "return 'applied';",
  },
};
