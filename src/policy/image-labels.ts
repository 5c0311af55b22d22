import { hint } from '../domain/hint.ts';
import { OFFICIAL_LABEL } from '../domain/image-label.ts';
import { allow, type Decision, refuse } from './decision.ts';

export interface ImageSearch {
  /** The label filter as the caller wrote it; absent or empty: none. */
  labels?: string | undefined;
  official: boolean;
  /** Of the call, or else of the operator's settings. */
  workspaceId?: string | undefined;
}

/** Bytes of a label key, and of a label value, that the API takes at most. */
const MAX_BYTES = 128;

const FIX = `Write labels as Key=Value joined by commas without spaces around${hint('labels as shown')}, e.g. system.chipType=GPU,system.framework=PyTorch 2.3.1.`;

/** What is wrong with one part of a label filter; `undefined` where nothing is. */
function fault(part: string): string | undefined {
  if (part === '') return 'labels has an empty part (a comma too many)';
  const at = part.indexOf('=');
  const [key, value] = [part.slice(0, at), part.slice(at + 1)];
  if (at < 0) return `label "${part}" is not Key=Value`;
  if (key.trim() === '' || value.trim() === '') return `label "${part}" has no ${key.trim() === '' ? 'key' : 'value'}`;
  if (key !== key.trim() || value !== value.trim()) return `label "${part}" has spaces around its key or value`;
  if (value.includes('=')) return `label "${part}" has more than one =`;
  const tooLong = [key, value].some((text) => new TextEncoder().encode(text).length > MAX_BYTES);
  return tooLong ? `label "${key.slice(0, 40)}" is longer than ${MAX_BYTES} bytes` : undefined;
}

/** The parts of a label filter, `[]` for none. */
export const labelParts = (labels: string | undefined): string[] => (labels ? labels.split(',') : []);

/**
 * R14: refuses a search that the API would answer with nothing and without a reason. Labels are `Key=Value` joined by
 * commas without spaces: a space counts as part of the text. Official images are found without a workspace, custom
 * ones only with theirs (api-notes: images).
 */
export function imageSearch({ labels, official, workspaceId }: ImageSearch): Decision {
  const parts = labelParts(labels);
  for (const part of parts) {
    const reason = fault(part);
    if (reason) return refuse('R14', `${reason}.`, FIX);
  }
  const said = parts.find((part) => part.startsWith('system.official='));
  if (said && (said === OFFICIAL_LABEL) !== official) {
    return refuse(
      'R14',
      `label ${said} contradicts official=${official}.`,
      `Leave the label out and set official=${!official} if that is what you want.`,
    );
  }
  if (!official && workspaceId === undefined) {
    return refuse(
      'R14',
      'Custom images (official=false) are found only in their workspace, and none was given.',
      `Pass workspace_id (${hint('workspaces shown')}ask the user which), or official=true for the official images.`,
    );
  }
  return allow();
}

/** The filter as it is sent: a search for official images always names their label. `undefined`: no filter. */
export function wireLabels({ labels, official }: ImageSearch): string | undefined {
  const parts = labelParts(labels);
  const all = official && !parts.includes(OFFICIAL_LABEL) ? [OFFICIAL_LABEL, ...parts] : parts;
  return all.length > 0 ? all.join(',') : undefined;
}
