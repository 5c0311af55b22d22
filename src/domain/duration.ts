import { en, inEach, type Said, say, zh } from './said.ts';

const UNITS = [
  [say(en`d`, zh`天`), 86_400],
  [say(en`h`, zh`小时`), 3_600],
  [say(en`min`, zh`分钟`), 60],
  [say(en`s`, zh`秒`), 1],
] as const;

/**
 * A duration in words, its two largest units: `42 s`, `3 min 6 s`, `1 h 25 min`, `2 d 4 h`.
 *
 * @param seconds fractions are dropped; less than a second, and what is no number, is `0 s`
 */
export function duration(seconds: number): Said {
  let rest = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const first = UNITS.findIndex(([, size]) => rest >= size);
  if (first === -1) return say(en`0 s`, zh`0 秒`);
  const parts: Said[] = [];
  for (const [name, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(say(en`${count} ${name}`, zh`${count} ${name}`));
  }
  return inEach((language) => parts.map((part) => part[language]).join(' '));
}

/** `duration` for a model. */
export const durationWords = (seconds: number): string => duration(seconds).en;
