import type * as paiDlc from '../api/contract/pai-dlc.ts';
import { amount } from '../domain/amount.ts';
import { parseCount, parseMemory } from '../domain/quantity.ts';
import type { Shown } from '../domain/shown.ts';
import { cleanLine, cleanText } from '../shaping/clean.ts';
import { Foreign } from '../shaping/foreign.ts';
import { maskSecrets } from '../shaping/mask.ts';
import { MASK } from '../shaping/spans.ts';

/**
 * Tolerant readers of what the cloud answers (R38): numbers come as strings, unset things as `""`, `0` or absent, lists
 * as objects or arrays of arrays. None of them throws.
 */
export type WireRecord = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is WireRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const record = (value: unknown): WireRecord => (isRecord(value) ? value : {});

type Schemas = typeof paiDlc.schemas;

/** An object of an answer, by its schema of the contract: only members that it has can be read, and none is certain. */
export type WireOf<S extends keyof Schemas> = {
  readonly [K in S extends S ? keyof Schemas[S] : never]?: unknown;
};

/** A value as the object of a schema; what is no object has no members. */
export const wire = <S extends keyof Schemas>(value: unknown): WireOf<S> => record(value) as WireOf<S>;

/** The objects of a list, at any depth of nesting. */
export const wires = <S extends keyof Schemas>(value: unknown): readonly WireOf<S>[] => records(value) as WireOf<S>[];

/**
 * A text as the cloud sent it; `undefined` when it is empty. For src/jobs alone, where it becomes
 * an argument of a clone or a line of a log.
 */
export function raw(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text made safe to show, one line of at most `max` characters (R34). */
export const shown = (value: unknown, max = 200): Shown | undefined => Foreign.of(value)?.line(max);

export function number(value: unknown): number | undefined {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' ? amount(parsed) : undefined;
}

/** A number where zero means that nothing was set. */
export const positive = (value: unknown): number | undefined => {
  const parsed = number(value);
  return parsed !== undefined && parsed > 0 ? parsed : undefined;
};

/** A flag; `true` as a text counts. */
export const flag = (value: unknown): boolean => String(value) === 'true';

/** A time as ISO 8601 with a zone; what is no time reads as absent. */
export const time = (value: unknown): string | undefined => Foreign.of(value)?.time();

/** A count such as `"8"` or `"500m"`, in units of one. */
export const counted = (value: unknown): number | undefined => Foreign.of(value)?.read(parseCount);

/** Memory such as `"96Gi"`, in GiB. */
export const gibibytes = (value: unknown): number | undefined => Foreign.of(value)?.read(parseMemory);

/** The records of a list, at any depth of nesting. */
export function records(value: unknown): WireRecord[] {
  if (Array.isArray(value)) return value.flatMap(records);
  return isRecord(value) ? [value] : [];
}

/** The lines of an array of texts, or of one text. */
export function textLines(value: unknown): string[] {
  const parts = Array.isArray(value) ? value : [value];
  return parts.flatMap(
    (part) =>
      raw(part)
        ?.replace(/\r?\n$/, '')
        .split('\n') ?? (part === '' ? [''] : []),
  );
}

/** Entries of a map that are shown; what is behind them is counted by who shows it. */
export const MOST_ENTRIES = 100;

/** A map of texts made safe to show; the values of secret-looking names are masked, unset ones left out. */
export function shownMap(value: unknown, max = 200): Record<string, string> {
  const entries = Object.entries(record(value)).slice(0, MOST_ENTRIES);
  return Object.fromEntries(
    entries.flatMap(([name, entry]) => {
      if (entry === undefined || entry === null || entry === '' || entry === false || entry === 0) return [];
      if (typeof entry === 'object' && Object.keys(entry).length === 0) return [];
      // Masked as JSON with its name, because the name tells the mask that a value is secret, nested ones too.
      const key = shown(name, 80) ?? '';
      const text = cleanText(JSON.stringify(typeof entry === 'string' ? cleanText(entry) : entry));
      const head = `{${JSON.stringify(key)}:`;
      const pair = maskSecrets(`${head}${text.slice(0, max * 4 + 1024)}}`);
      const masked = pair.startsWith(head) ? pair.slice(head.length, -1) : MASK;
      return [[key, cleanLine(masked.replace(/^"|"$/g, ''), max)]];
    }),
  );
}
