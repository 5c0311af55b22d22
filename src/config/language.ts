import { LANGUAGES, type Language } from '../domain/said.ts';
import { env } from './settings/setting.ts';

const known = (value: string | undefined): Language | undefined => LANGUAGES.find((language) => language === value);

/** What `--language` was given, before the command line is read: its help is written in that language too. */
function typed(words: readonly string[]): string | undefined {
  const at = words.findLastIndex((word) => /^--language(?:=|$)/.test(word));
  return words[at]?.split('=')[1] ?? words[at + 1];
}

/** The language of a locale such as `zh_CN.UTF-8`, by the first variable that says one. */
const ofLocale = ({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language =>
  known([LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '')?.slice(0, 2)) ?? 'en';

/**
 * The language of what a person reads in the terminal: the setting `language`, else that of the terminal itself, else
 * English. A value that is none is left for the reader of the settings to refuse.
 *
 * @param words the command line, without node and script
 */
export function terminalLanguage(
  words: readonly string[] = process.argv.slice(2),
  environment: NodeJS.ProcessEnv = process.env,
): Language {
  const [own = ''] = env('LANGUAGE');
  const set = words.some((word) => /^--language(?:=|$)/.test(word)) ? typed(words) : environment[own];
  return known(set) ?? ofLocale(environment);
}
