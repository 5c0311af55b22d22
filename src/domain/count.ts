/** A number with its noun: `1 pod`, `2 pods`. */
export const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
