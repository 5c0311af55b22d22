import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../domain/said.ts';
import type { PageHost } from './host.ts';
import { pageWords, type Words } from './words.ts';

/** What every part of a page knows. */
export interface View {
  host: PageHost;
  language: Language;
  words: Words;
  timeZone: string | undefined;
  /** Region and workspace that the call named which opened the page; later calls repeat them. */
  scope: Readonly<Record<string, unknown>>;
}

export const ViewContext = createContext<View | undefined>(undefined);

/** @throws Error outside a page, which is a bug */
export function useView(): View {
  const view = useContext(ViewContext);
  if (view === undefined) throw new Error('a part of a page stands outside of it');
  return view;
}

export const viewOf = (
  host: PageHost,
  { locale, timeZone }: { locale: string | undefined; timeZone: string | undefined },
  language: Language,
  scope: Readonly<Record<string, unknown>>,
): View => ({
  host,
  language,
  words: pageWords(language),
  timeZone: locale === undefined ? undefined : timeZone,
  scope,
});

/** How a status is coloured: it waits, gets ready, runs, is well, went wrong, or was ended. */
export type Tone = 'wait' | 'ready' | 'run' | 'good' | 'bad' | 'over';

const TONES: readonly (readonly [RegExp, Tone])[] = [
  [/^Running$/, 'run'],
  [/^Succeeded/, 'good'],
  [/^Failed|^Restarting$|^Evicted$/, 'bad'],
  [/^(?:Creating|Queuing|Bidding|Pending|Waiting)$/, 'wait'],
  [/Preparing$|^SanityChecking$|^ContainerCreating$/, 'ready'],
];

export const toneOf = (status: string): Tone => TONES.find(([pattern]) => pattern.test(status))?.[1] ?? 'over';

/** A point in time for the reader: without the date where it is that of `near`. */
export function timeWords({ language, timeZone }: View, iso: string, near?: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const zone = timeZone === undefined ? {} : { timeZone };
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const date = new Intl.DateTimeFormat(locale, { ...zone, month: 'short', day: 'numeric' });
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const same = near !== undefined && date.format(new Date(near)) === date.format(at);
  return same ? time.format(at) : `${date.format(at)} ${time.format(at)}`;
}

const UNITS = {
  en: [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ],
  zh: [
    [86_400, '天'],
    [3600, '小时'],
    [60, '分'],
    [1, '秒'],
  ],
} as const satisfies Record<Language, readonly (readonly [number, string])[]>;

/** A span of time in its two largest units: `1 h 58 min`. */
export function spanWords({ language }: View, seconds: number): string {
  const units = UNITS[language];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return `0 ${units[3][1]}`;
  let rest = Math.round(seconds);
  const parts = units.slice(first, first + 2).flatMap(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return parts.join(' ');
}
