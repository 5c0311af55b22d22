// Which third-party modules a bundle holds, by what esbuild says of it and by what its packages say of themselves.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bundle.mjs';
import { besideTheBundle } from '../picture-files.mjs';

/**
 * @typedef {object} Module
 * @property {string} name
 * @property {string} version
 * @property {readonly string[]} licences what it says it is under, as SPDX ids where it says so: package.json, then the README
 * @property {string} text of its licence and notice files, or of its README's section about the licence; may be empty
 * @property {string} source where its source code is, as far as package.json says
 * @property {string} holder whom the copyright belongs to, as far as package.json says
 */

/** Modules that a package brings inside of its own files; their licences are kept here, since they are not installed. */
const VENDORED = {
  ajv: 'MIT',
  'ajv-formats': 'MIT',
  'content-type': 'MIT',
  'fast-deep-equal': 'MIT',
  'fast-uri': 'BSD-3-Clause',
  'json-schema-traverse': 'MIT',
};

const OWNER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const PNPM = /\/\.pnpm\/(@[^@/]+|[^@/]+)@([^/_]+)/;

const read = (file) => readFileSync(file, 'utf8').trim();

/** Folders of packages with code in the bundle, relative to the repository. @param {import('esbuild').Metafile} metafile */
export const bundledFolders = (metafile) => [
  ...new Set(bundledFiles(metafile).flatMap((file) => OWNER.exec(file)?.[0] ?? [])),
];

/** Source files of which something is left in the bundle. @param {import('esbuild').Metafile} metafile */
const bundledFiles = (metafile) =>
  Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
  );

/** The README from its heading about the licence to the next heading, `Name\n----` or `## Name`. */
function licenceSection(folder) {
  const name = readdirSync(folder).find((file) => /^readme(\.md)?$/i.test(file));
  const section =
    name &&
    /^(?:#+ *)?licen[cs]e *(?:\n-+)?\n([\s\S]*?)(?=\n#|\n[^\n]+\n---|$(?![\s\S]))/im.exec(read(join(folder, name)));
  return section ? section[1].trim().replaceAll('&lt;', '<').replaceAll('&gt;', '>') : '';
}

const SPELLINGS = { 'Apache License 2.0': 'Apache-2.0' };
const NAMED = { 'Apache-2.0': /apache/i, MIT: /\bMIT\b/, ISC: /\bISC\b/ };

/** The text of a file, or of every file of a folder. */
const texts = (path) =>
  statSync(path).isDirectory() ? readdirSync(path).map((file) => read(join(path, file))) : [read(path)];

/** @param {string} folder of an installed package, absolute @returns {Module} */
export function readModule(folder) {
  const { name, version, license, author, repository } = JSON.parse(read(join(folder, 'package.json')));
  const declared = SPELLINGS[license] ?? license ?? 'none';
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const section = files.length > 0 ? '' : licenceSection(folder);
  const named = Object.keys(NAMED).filter((id) => NAMED[id].test(section));
  return {
    name,
    version,
    licences: [...new Set([declared, ...named])],
    text: files.flatMap((file) => texts(join(folder, file))).join('\n\n') || section,
    source: (typeof repository === 'string' ? repository : repository?.url) ?? '',
    holder: (typeof author === 'string' ? author : author?.name) || `the authors of ${name}`,
  };
}

/**
 * Modules inside the files of others: what a source map beside a bundled file names as coming from elsewhere.
 * @param {readonly string[]} files relative to the repository
 * @returns {Module[]}
 */
function vendoredModules(files) {
  const maps = files.map((file) => join(root, `${file}.map`)).filter((map) => OWNER.test(map) && existsSync(map));
  const found = maps.flatMap((map) =>
    JSON.parse(read(map)).sources.flatMap((source) => {
      const [, name, version] = PNPM.exec(source) ?? [];
      return name ? [[name.replace('+', '/'), version]] : [];
    }),
  );
  return [...new Map(found)].map(([name, version]) => {
    const licence = VENDORED[name];
    if (licence === undefined)
      throw new Error(`${name} ${version} is inside of a bundled file: put its licence into scripts/package/`);
    return {
      name,
      version,
      licences: [licence],
      text: read(join(root, 'scripts/package/licences', `${name}.txt`)),
      source: '',
      holder: '',
    };
  });
}

/**
 * Every third-party module of a bundle, sorted by name.
 * @param {import('esbuild').Metafile} metafile of a build in the root of the repository
 * @returns {Module[]}
 * @throws Error for a module inside of another's files whose licence is not known here
 */
export const bundledModules = (metafile) =>
  [
    ...bundledFolders(metafile).map((folder) => readModule(join(root, folder))),
    ...besideTheBundle(bundledFiles(metafile)).map(readModule),
    ...vendoredModules([...new Set(bundledFiles(metafile))]),
  ].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
