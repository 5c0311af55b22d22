import { cleanText } from '../shaping/clean.ts';
import { Foreign } from '../shaping/foreign.ts';
import { maskEnvs } from '../shaping/mask.ts';
import { MOST_ENTRIES, record, shown, type WireOf, wires } from './wire.ts';

type Envs = WireOf<'GetJobResponseBody' | 'JobItem'>;

/** Name and value of every variable of a job, wherever the answer has it. */
const pairsOf = ({ Envs, CustomEnvs }: Envs): (readonly [name: unknown, value: unknown])[] => [
  ...Object.entries(record(Envs)),
  ...wires<'GetJobResponseBodyCustomEnvs'>(CustomEnvs).map(({ Key, Value }) => [Key, Value] as const),
];

export const envCount = (job: Envs): number => pairsOf(job).length;

/**
 * Environment variables, safe to show; the first hundred.
 * @param listed names of variables whose values are shown although they are odd (R35)
 */
export function shownEnvs(job: Envs, listed: readonly string[]): Record<string, string> {
  // Cleaned before the mask looks at it: an invisible character could hide that a name is that of a secret.
  const head = (value: unknown, most: number): string =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? cleanText(String(value).slice(0, most))
      : '';
  const envs = Object.fromEntries(
    pairsOf(job)
      .filter(([name]) => Foreign.of(name) !== undefined)
      .slice(0, MOST_ENTRIES)
      .map(([name, value]) => [head(name, 512), head(value, 4096)]),
  );
  return Object.fromEntries(
    Object.entries(maskEnvs(envs, listed)).map(([name, value]) => [shown(name, 128) ?? '', shown(value, 500) ?? '']),
  );
}
