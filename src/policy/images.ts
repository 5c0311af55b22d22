import picomatch from 'picomatch';
import { brief } from '../domain/brief.ts';
import type { FaultDetails } from '../domain/fault.ts';
import { hint } from '../domain/hint.ts';
import { saysCpu } from '../domain/image-name.ts';
import { en, say, zh } from '../domain/said.ts';
import { type Check, failed, failing, passed, warned } from './checks.ts';
import { unverified } from './decision.ts';
import { MAX_IMAGE } from './question.ts';

/** What the search for one image of a job found. URIs are the catalogue's, cleaned. */
export type ImageFinding = { image: string } & (
  | { found: 'catalogue' }
  /** Accepted by one of the operator's patterns, without a look into the catalogue. */
  | { found: 'allowed' }
  /** It is not a URI but the id or the name of an image, whose URI is `uri`. */
  | { found: 'alias'; alias: 'id' | 'name'; uri: string }
  /** Real URIs that are near it, nearest first; `gpu`: only those with GPU software were looked for. */
  | { found: 'nothing'; nearest: readonly string[]; gpu: boolean }
  | { found: 'unread'; cause: FaultDetails }
);

/**
 * An image reference as registries take it: a host, path segments, and a tag, a digest or both.
 * Anything else is not held against the operator's globs: with an empty segment, `..`, `%2e` or `#`,
 * it could match one and pull another image.
 */
const REFERENCE = (() => {
  const label = '[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*';
  const host = `${label}(?:\\.${label})*(?::\\d{1,5})?`;
  const segment = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*';
  const tag = ':[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
  const digest = '@sha256:[0-9a-f]{64}';
  return new RegExp(`^${host}(?:/${segment})+(?:${tag})?(?:${digest})?$`);
})();

/** Whether a text is the address of an image, with its registry. */
export const isImageAddress = (image: string): boolean => REFERENCE.test(image);

/**
 * R2: whether one of the operator's globs covers the whole URI, tag included. `*` stays within one path segment, `**`
 * crosses them; there is no negation. What is not an image reference is covered by none.
 */
export const imageAllowed = (image: string, patterns: readonly string[]): boolean =>
  isImageAddress(image) &&
  patterns.some((pattern) => picomatch.isMatch(image, pattern, { nonegate: true, noextglob: true, windows: false }));

const OPERATOR_ONLY = 'Only the operator of this server can accept images from elsewhere (--allow-image).';

/**
 * R2: an image is a verbatim ImageUri of the catalogue. Another one is refused, with the URIs that were probably meant.
 * @param where.gpus whether a task of this image has GPUs
 */
export function checkImage(
  finding: ImageFinding,
  where: { region: string; workspaceId: string; gpus: boolean },
): Check {
  const { image } = finding;
  const what = `image ${image}`;
  switch (finding.found) {
    case 'catalogue':
      if (!where.gpus || !saysCpu(image)) return passed('R2', what);
      return warned(
        'R2',
        what,
        say(
          en`Its pods have GPUs, which are paid for, and image ${brief(image, MAX_IMAGE)} is one without GPU software.`,
          zh`实例带有计费的 GPU，但镜像 ${brief(image, MAX_IMAGE)} 不包含 GPU 软件。`,
        ),
        `Use a GPU image${hint('from images')}, or a machine type without GPUs.`,
      );
    case 'allowed':
      return warned(
        'R2',
        what,
        say(
          en`Not looked up, as the operator accepts it (--allow-image): image ${brief(image, MAX_IMAGE)}.`,
          zh`镜像未经核对，由管理员设置放行（--allow-image）：${brief(image, MAX_IMAGE)}。`,
        ),
      );
    case 'alias':
      return failing(
        what,
        'R2',
        `image "${image}" is the ${finding.alias} of an image, not its URI.`,
        `Use its URI, verbatim: ${finding.uri}.`,
        [finding.uri],
      );
    case 'nothing':
      return failing(
        what,
        'R2',
        `image "${image}" is neither an official image of ${where.region} nor one of workspace ${where.workspaceId}.`,
        `${finding.nearest.length > 0 ? `Use one of the nearest real ${finding.gpu ? 'GPU images' : 'URIs'}, verbatim` : `Take an image_uri${hint('from images')}`}${isImageAddress(image) ? hint('or register image') : ''}. ${OPERATOR_ONLY}`,
        finding.nearest.length > 0 ? finding.nearest : undefined,
      );
    case 'unread':
      return failed(
        what,
        unverified(
          'R2',
          `image "${image}" could not be verified: ${finding.cause.message}`,
          `${finding.cause.fix} ${OPERATOR_ONLY}`,
          finding.cause,
        ),
      );
  }
}
