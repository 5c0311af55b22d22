import type { Offers } from '../tools/tool.ts';
import { cards } from './cards.ts';

// Longer names hold shorter ones (`get_job_events`); an underscore is a letter to `\b`, so none is taken for another.
const NAMES = cards.map(({ name }) => name).join('|');
const NAMED = new RegExp(`\\b(?:${NAMES})\\b`, 'g');
const CALL = new RegExp(`^(${NAMES})\\b`);

/**
 * A sentence to a model as this server can mean it: of tools that the operator's selection leaves out it says so, so that
 * nobody looks for them.
 */
export const asOffered = (text: string, offers: Offers): string =>
  text.replace(NAMED, (name) => (offers(name) ? name : `${name} (not offered here)`));

/** Next steps without those that are calls of tools that this server does not offer. */
export const offeredSteps = (steps: readonly string[], offers: Offers): string[] =>
  steps
    .filter((step) => {
      const [, call] = CALL.exec(step) ?? [];
      return call === undefined || offers(call);
    })
    .map((step) => asOffered(step, offers));
