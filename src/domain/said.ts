/** Languages in which a person can be asked. What a model is told is English. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text for a person, in each of the languages. */
export type Said = Readonly<Record<Language, string>>;

declare const IN: unique symbol;
/**
 * A text of one language, which only the tag of that language makes: a plain
 * string is none, and neither is another one's.
 */
type In<L extends Language> = string & { readonly [IN]: L };

/**
 * The tag of a language: what stands in the gaps is a name or a number, or was said
 * in all languages and is taken in this one.
 */
const tag =
  <L extends Language>(language: L) =>
  (texts: TemplateStringsArray, ...parts: readonly (string | number | Said)[]): In<L> => {
    let said = texts[0] ?? '';
    for (const [index, part] of parts.entries())
      said += `${typeof part === 'object' ? part[language] : part}${texts[index + 1]}`;
    return said as In<L>;
  };

export const en = tag('en');
export const zh = tag('zh');

/** One sentence, or a part of one, in all languages: ``say(en`Stop a job?`, zh`停止任务？`)``. */
export const say = (english: In<'en'>, chinese: In<'zh'>): Said => ({ en: english, zh: chinese });

/** What is the same in all languages: an id, a name, a number. */
export const asIs = (text: string): Said => ({ en: text, zh: text });

/** No words. */
export const NOTHING = asIs('');

/** What is worked out for each language. */
export const inEach = (text: (language: Language) => string): Said => ({ en: text('en'), zh: text('zh') });

const COMMA = say(en`, `, zh`、`);

/** Parts of a list as one. */
export const listed = (parts: readonly Said[], between: Said = COMMA): Said =>
  inEach((language) => parts.map((part) => part[language]).join(between[language]));

/**
 * The first of a list, and how many more there are.
 * @param most how many are written out
 * @param all how many there are, where only the first are given
 */
export function firstOf(parts: readonly Said[], most: number, all: number = parts.length): Said {
  const [shown, more] = [listed(parts.slice(0, most)), all - most];
  return more > 0 ? say(en`${shown} and ${more} more`, zh`${shown} 等 ${all} 项`) : shown;
}
