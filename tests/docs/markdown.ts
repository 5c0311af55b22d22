import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Root of the repository, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

/** Every page that people read, by its path from the root. */
export const PAGES: readonly string[] = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  'changes/README.md',
  'contract/README.md',
  ...readdirSync(`${ROOT}docs`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
].sort();

/** Pages in Chinese, each beside the English page that it translates: `README.zh-CN.md`, `README.md`. */
export const TRANSLATIONS: readonly (readonly [english: string, chinese: string])[] = PAGES.filter((file) =>
  file.endsWith('.zh-CN.md'),
).map((file) => [file.replace('.zh-CN.md', '.md'), file]);

/** A fenced block of a page. */
export interface Block {
  file: string;
  /** Line of the opening fence, from 1. */
  line: number;
  /** First word after the fence, such as `sh`. */
  language: string;
  /** What follows it, such as `no-run`. */
  info: string;
  text: string;
  /** Text of the comment on the line before the fence, such as `said: refused`. */
  marker: string | undefined;
}

const FENCE = /^(?:<!-- (.*) -->\n)?^```(\S*)[ \t]*(.*)\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a page's text, in order. */
export const blocksOf = (file: string, text: string): Block[] =>
  [...text.matchAll(FENCE)].map(({ index, 1: marker, 2: language = '', 3: info = '', 4: body = '' }) => ({
    file,
    line: text.slice(0, index).split('\n').length + (marker === undefined ? 0 : 1),
    language,
    info: info.trim(),
    text: body.replace(/\n$/, ''),
    marker,
  }));

/** The fenced blocks of all pages. */
export const allBlocks = (): Block[] => PAGES.flatMap((file) => blocksOf(file, read(file)));

/** Where a block stands, for a message. */
export const placeOf = ({ file, line }: Pick<Block, 'file' | 'line'>): string => `${file}:${line}`;

/** A page without its fenced blocks and comments. */
export const proseOf = (text: string): string => text.replace(FENCE, '').replace(/<!--[\s\S]*?-->/g, '');
