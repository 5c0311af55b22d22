import type { ContentFound } from '../../policy/job-templates.ts';
import { maskDocument, maskSecrets } from '../../shaping/mask.ts';
import { MASK } from '../../shaping/spans.ts';

/** The document of a content; `undefined` for what is no JSON object. */
export function contentDocument(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const document: unknown = JSON.parse(content);
    return typeof document === 'object' && document !== null && !Array.isArray(document)
      ? (document as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A text of a document, with the path to it and the name that it stands under: of `Envs.A`, that is `A`. */
interface Placed {
  text: string;
  path: string;
  name: string;
}

/** All texts of a document, in its order. */
function* textsOf(value: unknown, path: string, name: string): Generator<Placed> {
  if (typeof value === 'string') yield { text: value, path, name };
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) {
      if (Array.isArray(value)) yield* textsOf(member, `${path}[${key}]`, name);
      else yield* textsOf(member, path === '' ? key : `${path}.${key}`, key);
    }
}

/** Whether a text is evidently a secret, by its form or by the name it stands under. */
const isSecret = ({ text, name }: Placed): boolean => text !== MASK && text !== maskDocument(text, [], name);

/** What of a content speaks against a template of it (R56). */
export function lookInto(content: string): ContentFound {
  const texts = [...textsOf(contentDocument(content), '', '')];
  const place = (found: Placed | undefined): string | undefined => found && maskSecrets(found.path);
  return {
    isObject: contentDocument(content) !== undefined,
    masked: place(texts.find(({ text }) => text.includes(MASK))),
    secret: place(texts.find(isSecret)),
  };
}
