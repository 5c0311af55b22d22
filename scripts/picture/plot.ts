import { openSession } from '../../src/cli/demo/session.ts';
import { THEMES } from '../../src/domain/picture.ts';

/** One of the jobs that the simulator starts with: it has run for hours. */
const JOB = 'pretrain-1b';
const CURVES = ['loss', 'GpuCoreUsage'];

/**
 * What the server of a build draws of a job of its simulator, for the README.
 * @param main path of the server's entry
 * @returns path from the root of the repository, and the PNG
 */
export async function plots(main: string): Promise<readonly (readonly [file: string, png: Uint8Array])[]> {
  const session = await openSession(main, 1, true);
  try {
    const region = 'cn-hangzhou';
    const { data } = await session.quiet('list_jobs', { region, display_name: JOB });
    const job = (data.jobs as { job_id: string; display_name: string }[]).find((each) => each.display_name === JOB);
    if (job === undefined) throw new Error(`the simulator has no job ${JOB}`);
    const drawn: (readonly [string, Uint8Array])[] = [];
    for (const theme of THEMES) {
      const { png, text } = await session.quiet('plot_job', { region, job_ids: [job.job_id], curves: CURVES, theme });
      if (png === undefined) throw new Error(text);
      drawn.push([`docs/plot-${theme}.png`, png]);
    }
    return drawn;
  } finally {
    await session.close();
  }
}
