/**
 * Shares a total among several demands. No share is larger than its demand, and what one does not need goes to the
 * others.
 *
 * @returns a share for each demand, in order; together at most `total`
 */
export function fairShares(total: number, demands: readonly number[]): number[] {
  const shares = demands.map(() => 0);
  let left = Math.floor(total);
  let open = demands.flatMap((demand, index) => (demand > 0 ? [index] : []));
  while (left > 0 && open.length > 0) {
    const each = Math.max(1, Math.floor(left / open.length));
    for (const index of open) {
      const share = Math.min(each, left, (demands[index] ?? 0) - (shares[index] ?? 0));
      shares[index] = (shares[index] ?? 0) + share;
      left -= share;
    }
    open = open.filter((index) => (shares[index] ?? 0) < (demands[index] ?? 0));
  }
  return shares;
}
