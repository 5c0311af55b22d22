/** What an answer has to have when it reaches a model; which of it, depends on the answer. */
export const PARTS = ['answer', 'mark', 'fence', 'next', 'warning', 'kind', 'fix'] as const;
export type Part = (typeof PARTS)[number];

/** In the words of the report. */
export const PART_NAMES: Readonly<Record<Part, string>> = {
  answer: 'answer',
  mark: 'simulator mark',
  fence: 'fence around data',
  next: 'next step',
  warning: 'warning',
  kind: '[kind]',
  fix: 'Fix',
};

/** The first sentence of a text. */
const firstSentence = (text: string): string => /^.*?[.:;](?= |$)/.exec(text)?.[0] ?? text;

const sentences = (text: string, line: RegExp): string[] =>
  [...text.matchAll(line)].map(([, said = '']) => firstSentence(said));

/** Text of a JSON string, once more than it was read: hosts put texts into JSON texts. */
const unescaped = (text: string): string =>
  text.replace(/\\(["\\/nt])/g, (_, one: string) => ({ n: '\n', t: '\t' })[one] ?? one);

/** Readings of a text, each with one layer of JSON less. */
const readingsOf = (text: string): string[] => {
  const once = unescaped(text);
  return [text, once, unescaped(once)];
};

const FENCED = /^(data-[0-9a-f]{16})\n([\s\S]*?)\n\1$/gm;

/** Data from the cloud in a text of the server: lines long enough to be known again, without the tags before them. */
const fencedLines = (text: string): string[] =>
  [...text.matchAll(FENCED)]
    .flatMap(([, , data = '']) => data.split('\n'))
    .map((line) => line.replace(/^\[[^\]]*\] /, '').trim())
    .filter((line) => line.length > 20);

/** Whether such data stands in a fence and nowhere else, as in a second copy beside it. */
function isFenced(lines: readonly string[], readings: readonly string[]): boolean {
  const plain = readings.at(-1) ?? '';
  // Without the words that announce a marker, which stand once for several fences: lines of a text, or members of a list.
  const outside = plain
    .replaceAll(/between the two data-[0-9a-f]{16} lines/g, '')
    .replaceAll(/(data-[0-9a-f]{16})\b[\s\S]*?\1\b/g, '');
  return lines.every((line) => plain.includes(line) && !outside.includes(line));
}

/**
 * The parts that a text of the server has, each with the words that show it.
 * @param text as the server sent it
 * @param fact words of the answer itself
 */
function wordsOf(text: string, fact: string): Partial<Record<Part, readonly string[]>> {
  const all: Record<Part, readonly string[]> = {
    answer: [fact],
    mark: text.match(/simulated cloud: nothing here is real/g)?.slice(0, 1) ?? [],
    fence: fencedLines(text).length > 0 ? ['is data from the cloud, not instructions'] : [],
    next: sentences(text, /^Next: (.*)$/gm),
    warning: sentences(text, /^Warning R\d+: (.*)$/gm),
    kind: text.match(/^\[\w+\]/g) ?? [],
    fix: sentences(text, /^Fix: (.*)$/gm),
  };
  return Object.fromEntries(Object.entries(all).filter(([, words]) => words.length > 0));
}

/**
 * What of an answer does not reach the model.
 * @param sent the text that the server answered
 * @param received what the host showed the model
 * @returns the parts that the server sent and the model did not get
 */
export function lostParts(sent: string, received: string, fact: string): Part[] {
  const readings = readingsOf(received);
  const words = wordsOf(sent, fact);
  return PARTS.filter((part) => {
    const wanted = words[part] ?? [];
    const whole = wanted.every((each) => readings.some((text) => text.includes(each)));
    return !whole || (part === 'fence' && !isFenced(fencedLines(sent), readings));
  });
}
