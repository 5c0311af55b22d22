// Third-party notices. The bundle carries no legal comments, so this text is what fulfils the licences of what is in it. Every
// build makes it from what that build holds and puts it into dist/, so that whoever copies dist/ copies it too; a committed copy
// could only be older than the bundle it speaks of. A licence that is not allowed fails the build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bundle.mjs';

/** SPDX ids of licences that let anyone distribute the module in a bundle under Apache-2.0, with its notice. */
export const ALLOWED = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  // Of the rasteriser, whose file is shipped as it is: whoever gets it has to be told where its source is.
  'MPL-2.0',
  // Of the font.
  'OFL-1.1',
];

const WITH_SOURCE = ['MPL-2.0'];

/** A text that is shorter than this says which licence it is, but is none: the smallest here, of ISC, has over 600. */
const LEAST_TEXT = 500;

const INTRODUCTION = `pai-dlc-mcp is under the Apache License 2.0. Its bundled files hold parts of the modules below, each under its own licence.`;

const standard = (licence) =>
  readFileSync(
    licence === 'Apache-2.0' ? join(root, 'LICENSE') : join(root, 'scripts/package/licences', `${licence}.txt`),
    'utf8',
  ).trim();

/** Where a package ships no text, the standard one of every licence it names stands in, and says so. */
function licenceText({ name, licences, text, holder }) {
  if (text.length >= LEAST_TEXT) return text;
  const said = text === '' ? [] : [`It says of its licence:\n\n${text}`];
  const texts = licences.map((licence) => `${licence}, Copyright (c) ${holder}\n\n${standard(licence)}`);
  return [`${name} ships no licence text.`, ...said, ...texts].join('\n\n');
}

/**
 * The notices of a bundle as one text: name, version, licence and licence text of each module.
 * @param {readonly import('./modules.mjs').Module[]} modules
 * @returns {string}
 * @throws Error naming every module under a licence that is not allowed
 */
export function notices(modules) {
  const refused = modules.filter(({ licences }) => licences.some((licence) => !ALLOWED.includes(licence)));
  if (refused.length > 0)
    throw new Error(
      `Not allowed in the bundle: ${refused.map((one) => `${one.name} ${one.version} (${one.licences.join(', ')})`).join('; ')}`,
    );
  const line = '='.repeat(80);
  const sections = modules.map((one) =>
    [
      line,
      `${one.name} ${one.version}`,
      `Licence: ${one.licences.join(', ')}`,
      line,
      '',
      ...(one.licences.some((licence) => WITH_SOURCE.includes(licence)) ? [`Source code: ${one.source}`, ''] : []),
      licenceText(one),
    ].join('\n'),
  );
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}
