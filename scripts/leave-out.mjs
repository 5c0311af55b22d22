// What dependencies load and this program does not use, as esbuild plugins: each leaves a part out of the bundle, or until it is used.
import { dirname, join } from 'node:path';

/** @typedef {import('esbuild').Plugin} Plugin */

/** What the importers whose path has `inside` import by a path that matches is the CommonJS or ES module `contents` instead.
 * @param {string} name @param {string} inside @param {RegExp} filter @param {(path: string) => string} contents @returns {Plugin} */
const instead = (name, inside, filter, contents) => ({
  name,
  setup(build) {
    build.onResolve({ filter }, ({ importer, path, namespace }) =>
      namespace === 'file' && importer.includes(join(inside))
        ? { path, namespace: name, pluginData: { resolveDir: dirname(importer) } }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: name }, ({ path, pluginData }) => ({
      contents: contents(path),
      resolveDir: pluginData.resolveDir,
    }));
  },
});

/**
 * The MCP SDK constructs a JSON Schema validator (ajv, a third of what a start would compile) for two things this server does
 * not use: schemas given as JSON Schema, and its own check of elicited content. Confirmations are checked in src/server/confirm.ts.
 */
const ajv = instead(
  'without-ajv',
  'node_modules/@modelcontextprotocol/server',
  /\/ajvProvider-/,
  () => `
    class AjvJsonSchemaValidator { getValidator() { throw new Error('this build holds no JSON Schema validator'); } }
    export { AjvJsonSchemaValidator as n, AjvJsonSchemaValidator };
    export const addFormats = undefined, Ajv = undefined, t = undefined, r = undefined;`,
);

/** The core of the cloud SDK can hold sessions over WebSocket, also through proxies: a quarter of what a first call would load. */
const webSockets = instead(
  'without-web-sockets',
  'node_modules/@darabonba/typescript',
  /^(?:ws|https?-proxy-agent|socks-proxy-agent)$/,
  (path) => `module.exports = () => { throw new Error('this build holds no ${path}'); };`,
);

/** It uses one function of a library of hundreds. */
const lodash = instead(
  'one-of-lodash',
  'node_modules/@darabonba/typescript',
  /^lodash$/,
  () => `exports.merge = require('lodash/merge');`,
);

/** It reads XML where a gateway answers an error in it, and computes with dates where somebody asks it to: loaded by then. */
const later = instead(
  'later',
  'node_modules/@darabonba/typescript',
  /^(?:xml2js|moment)$/,
  (path) => `
    let loaded;
    const load = () => (loaded ??= require('${path}'));
    module.exports = new Proxy(function () {}, {
      get: (_, key) => (key === '__esModule' ? undefined : load()[key]),
      apply: (_, self, args) => Reflect.apply(load(), self, args),
    });`,
);

/** A table measures what is not plain text, for which the library has the tables of Unicode made, in 20 ms. */
const widths = instead(
  'widths',
  'src/shaping',
  /^string-width$/,
  () => `
    let loaded;
    export default (text) => (loaded ??= require('string-width').default)(text);`,
);

export const leaveOut = [ajv, webSockets, lodash, later, widths];
