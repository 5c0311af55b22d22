/**
 * A total shared fairly: nobody gets more than they ask for, and what one leaves is for the others.
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
