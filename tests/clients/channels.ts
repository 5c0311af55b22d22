import type { CallToolResult } from '@modelcontextprotocol/client';

/** What every answer says of a simulated cloud. */
export const MARK = '(simulated cloud: nothing here is real)';

type Data = Record<string, unknown>;

export const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
};

export const textOf = ({ content }: CallToolResult): string =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');

const FENCE = /^data-[0-9a-f]{16}$/m;

/** Lines of a text outside of its fences: what a log says is no word of the server. */
export const ownLines = (text: string): string[] =>
  text.replaceAll(/^(data-[0-9a-f]{16})$[\s\S]*?^\1$/gm, '').split('\n');

export const stepsIn = (text: string): string[] =>
  ownLines(text).flatMap((line) => (line.startsWith('Next: ') ? [line.slice(6)] : []));

/** What a warning of a text is made of, as far as structured data has it too. */
const warningsIn = (text: string): string[] =>
  ownLines(text).filter((line) => /^(?:Note|Warning R\d+|Left out|Not known|Failed R\d+.*?): /.test(line));

/** What one of the channels of an answer lacks; empty where a model is told all, whichever it is shown. */
export function lacking({ structuredContent, ...result }: CallToolResult, answers: 'text' | 'structured'): string[] {
  const text = textOf(result);
  const steps = stepsIn(text);
  const lacks = [
    ...(text.split('\n')[0] === MARK ? [] : ['text: the mark']),
    ...(steps.length <= 2 ? [] : ['text: more than two steps']),
  ];
  if (answers === 'text')
    return structuredContent === undefined ? lacks : [...lacks, 'text: it has structured content'];
  const data = (structuredContent ?? {}) as Data;
  const notes = [data.notes, data.note].flatMap(strings);
  const said = strings(data);
  const fenced = FENCE.test(text);
  return [
    ...lacks,
    ...(!fenced || said.some((value) => FENCE.test(value)) ? [] : ['data: the fence around foreign text']),
    ...(data.simulated === MARK ? [] : ['data: the mark']),
    ...(JSON.stringify(data.next) === JSON.stringify(steps) ? [] : [`steps differ: ${JSON.stringify(data.next)}`]),
    ...notes.filter((note) => !text.includes(note)).map((note) => `text: ${note}`),
    ...warningsIn(text)
      .filter((line) => !said.some((value) => value.length > 8 && line.includes(value)))
      .map((line) => `data: ${line}`),
  ];
}
