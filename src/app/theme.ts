import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';
import type { Language } from '../domain/said.ts';

/** A page speaks the languages in which a person is asked; English where it does not speak theirs. */
export const languageOf = (locale: string | undefined): Language => (/^zh\b/i.test(locale ?? '') ? 'zh' : 'en');

/** Puts the colours, fonts and language of the host onto the document. Names that are no variables are left out. */
export function applyContext(root: HTMLElement, { theme, styles, locale }: McpUiHostContext): void {
  if (theme) {
    root.dataset.theme = theme;
    root.style.colorScheme = theme;
  }
  for (const [name, value] of Object.entries(styles?.variables ?? {}))
    if (name.startsWith('--') && typeof value === 'string') root.style.setProperty(name, value);
  root.lang = languageOf(locale) === 'zh' ? 'zh-CN' : 'en';
}
