import { Command, InvalidArgumentError } from 'commander';
import { runCampaign } from './campaign.ts';
import { storyOf, summary } from './report.ts';

const whole =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least) throw new InvalidArgumentError(`a whole number from ${least}`);
    return value;
  };

/** Runs scenarios and prints them; resolves with the exit code, 1 where something was duplicated or misreported. */
export async function main(argv: readonly string[], server: string): Promise<number> {
  const { seed, count, lanes } = new Command('npm run faults --')
    .description('Breaks creates on the simulator by seed, and tells what came of them.')
    .option('--seed <n>', 'first seed', whole(0), 0)
    .option('--count <n>', 'how many; default 1 with --seed, else 500', whole(1))
    .option('--lanes <n>', 'how many at a time', whole(1), 12)
    .action(() => {})
    .parse(argv, { from: 'user' })
    .opts<{ seed: number; count?: number; lanes: number }>();
  const many = count ?? (argv.some((word) => word.startsWith('--seed')) ? 1 : 500);
  const started = performance.now();
  const seeds = Array.from({ length: many }, (_, index) => seed + index);
  const reports = await runCampaign({ seeds, main: server, lanes });
  const wrong = reports.filter(({ violations }) => violations.length > 0);
  for (const report of many === 1 ? reports : wrong) console.log(`${storyOf(report, true)}\n`);
  if (many > 1) console.log(`${summary(reports)}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return wrong.length > 0 ? 1 : 0;
}
