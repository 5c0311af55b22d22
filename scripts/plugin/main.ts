// Puts the built server into the plugin's folder, so that the folder is a whole plugin: npm run bundle:plugin [-- FOLDER].
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLUGIN, SERVER } from './files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = process.argv[2] === undefined ? join(root, PLUGIN) : resolve(process.argv[2]);

if (folder !== join(root, PLUGIN)) cpSync(join(root, PLUGIN), folder, { recursive: true });
const server = join(folder, SERVER);
rmSync(server, { recursive: true, force: true });
mkdirSync(server, { recursive: true });
cpSync(join(root, 'dist'), server, { recursive: true, filter: (path) => !path.endsWith('.d.ts') });
cpSync(join(root, 'LICENSE'), join(server, 'LICENSE'));
// Without it Node.js takes the files for CommonJS.
writeFileSync(
  join(server, 'package.json'),
  `${JSON.stringify({ private: true, version, type: 'module', engines }, null, 2)}\n`,
);
console.log(`${folder}: a plugin for Claude Code, and an extension for Gemini CLI and Qwen Code`);
