import pLimit from 'p-limit';

/** Calls of one tool that are under way at once. */
const AT_A_TIME = 4;

/**
 * Does the same for each of several. The first goes alone: what refuses it (a missing permission, a wrong key) would
 * refuse all of them, and is asked once.
 * @returns what each came to, in the order of the items
 * @throws whatever `work` throws first; calls that wait are not made then
 */
export async function fanOut<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const [first, ...rest] = items;
  if (first === undefined) return [];
  const head = await work(first);
  const limit = pLimit(AT_A_TIME);
  try {
    return [head, ...(await Promise.all(rest.map((item) => limit(() => work(item)))))];
  } catch (thrown) {
    limit.clearQueue();
    throw thrown;
  }
}
