import { quoted } from '../domain/brief.ts';
import { en, say, zh } from '../domain/said.ts';
import { maskDocument, maskSecrets } from '../shaping/mask.ts';
import { MASK } from '../shaping/spans.ts';
import { type Decision, refuse } from './decision.ts';

/** What goes with a template. */
export const TEMPLATE_LOST = say(
  en`All its versions go with it; jobs that were made from it stay.`,
  zh`其所有版本将一并删除；由它创建的任务不受影响。`,
);

const EXAMPLE =
  'Write the members of CreateJob, such as {"JobType":"PyTorchJob","UserCommand":"python train.py","JobSpecs":[...]}.';

type Wire = Readonly<Record<string, unknown>>;

/** The document of a content; `undefined` for what is no JSON object. */
export function documentOf(content: string): Wire | undefined {
  try {
    const document: unknown = JSON.parse(content);
    return typeof document === 'object' && document !== null && !Array.isArray(document)
      ? (document as Wire)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Where a document has a text for which something holds: its path, such as `JobSpecs[0].Image`. */
function* textsIn(value: unknown, path: string, holds: (text: string, name: string) => boolean): Generator<string> {
  if (typeof value === 'string') {
    if (holds(value, path.replace(/\[\d+\]$/, '').replace(/^.*\./, ''))) yield path;
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      const below = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      yield* textsIn(member, below, holds);
    }
  }
}

/** Whether a text is evidently a secret, by its form or by the name it stands under. */
const isSecret = (text: string, name: string): boolean => text !== maskDocument(text, [], name);

const shownPath = (path: string): string => quoted(maskSecrets(path), 80);

/**
 * R54: a template holds a job that others read and run. So it is a JSON object without evident secrets, and without the mask that
 * stands for one where a template is shown: saved, it would take the place of the value.
 */
export function checkContent(content: string): Decision[] {
  const document = documentOf(content);
  if (document === undefined) return [refuse('R54', 'content is no JSON object.', EXAMPLE)];
  const [masked] = textsIn(document, '', (text) => text.includes(MASK));
  if (masked !== undefined)
    return [
      refuse(
        'R54',
        `content has ${MASK} at ${shownPath(masked)}: that is a mask for a secret, and no value.`,
        'Leave the member out, so that a job brings it itself; a person can change what is stored in the PAI console.',
      ),
    ];
  const [secret] = textsIn(document, '', isSecret);
  return secret === undefined
    ? []
    : [
        refuse(
          'R54',
          `content has what looks like a secret at ${shownPath(secret)}; everybody in the workspace reads a template.`,
          'Leave the member out, so that a job brings it itself.',
        ),
      ];
}
