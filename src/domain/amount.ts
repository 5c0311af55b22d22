/** Beyond it nothing is counted, measured or paid for; below it sums and products of amounts stay finite. */
const MOST = 1e100;

/** A number that can be reckoned with; any other, such as `1e308`, is as little known as one that is not told. */
export const amount = (value: number): number | undefined => (Math.abs(value) <= MOST ? value : undefined);
