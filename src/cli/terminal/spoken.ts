import { terminalLanguage } from '../../config/language.ts';
import type { Said } from '../../domain/said.ts';

/** A text in the language of the terminal. */
export const spoken = (said: Said): string => said[terminalLanguage()];
