import { verbatim } from '../listing.ts';

/** Labels in the form the label filters take: `Key=Value,Key=Value`. */
export const labelText = (labels: readonly { Key?: string; Value?: string }[] | undefined | null): string =>
  (labels ?? []).map(({ Key, Value }) => `${verbatim(Key)}=${verbatim(Value)}`).join(',');
