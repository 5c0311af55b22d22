import type { ToolContext } from '../tool.ts';

/**
 * Reads again until what was read is as wanted, at most `tries` times, `ms` apart; the first read comes at once.
 * @returns the last reading
 */
export async function poll<T>(
  ctx: Pick<ToolContext, 'sleep'>,
  { tries, ms }: { tries: number; ms: number },
  read: () => Promise<T>,
  done: (value: T) => boolean,
): Promise<T> {
  let value = await read();
  for (let left = tries - 1; left > 0 && !done(value); left--) {
    await ctx.sleep(ms);
    value = await read();
  }
  return value;
}
