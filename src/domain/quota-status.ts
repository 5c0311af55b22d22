/** Words for a quota that has what it will have: the one that was seen, and one of the vendor's skill. */
const SETTLED: readonly string[] = ['Ready', 'Enabled'];

/**
 * The status of a quota that is not ready; absent for one that is, or that tells none. Its sizes are not those that it
 * will have, so that they rule nothing out. No source lists all statuses (api-notes: quotas).
 */
export function unreadyStatus(status: string | undefined): string | undefined {
  const word = status?.replace(/\W/g, '') ?? '';
  return word === '' || SETTLED.includes(word) ? undefined : word;
}
