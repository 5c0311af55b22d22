import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asIs, en, type Said, say, zh } from '../domain/said.ts';
import { UntrustedFile } from '../files/guard.ts';
import { openOwn } from '../files/own-file.ts';

/** Why the server could not write a file, and what to do about it where that is more than to name another one. */
export interface Unwritable {
  why: Said;
  remedy?: string;
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no code';

const NOT_ALLOWED = say(en`this user may not write there`, zh`当前用户没有写入权限`);

const WORDS: Readonly<Record<string, Said>> = {
  EISDIR: say(en`it is a folder`, zh`它是一个文件夹`),
  ENOTDIR: say(en`a file stands where a folder on the way to it should be`, zh`路径中应为文件夹的位置是一个文件`),
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EROFS: say(en`its file system is read-only`, zh`其文件系统是只读的`),
};

function ofCode(code: string): Said {
  const words = WORDS[code];
  return words === undefined ? asIs(code) : say(en`${words} (${code})`, zh`${words}（${code}）`);
}

/** The nearest directory above that exists. */
async function ancestorOf(path: string): Promise<string> {
  const above = dirname(path);
  if (above === path) return above;
  try {
    if ((await stat(above)).isDirectory()) return above;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return ancestorOf(above);
    throw thrown;
  }
  throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
}

/** The system's error code, or nothing where the file can be written, or made where it is missing. */
async function obstacleTo(path: string): Promise<string | undefined> {
  try {
    const stats = await stat(path).catch((thrown: unknown) => {
      if (codeOf(thrown) === 'ENOENT') return undefined;
      throw thrown;
    });
    if (stats?.isDirectory()) return 'EISDIR';
    await access(stats === undefined ? await ancestorOf(path) : path, constants.W_OK);
    return undefined;
  } catch (thrown) {
    return codeOf(thrown);
  }
}

/**
 * Why the server could not write a file of its own, or would refuse it or a folder on the way to it; nothing where it
 * could. Nothing is written, and what is missing is not made.
 * @param path absolute
 */
export async function unwritable(path: string): Promise<Unwritable | undefined> {
  const code = await obstacleTo(path);
  if (code !== undefined) return { why: ofCode(code) };
  try {
    await (await openOwn(path, 'read')).close();
  } catch (thrown) {
    if (thrown instanceof UntrustedFile) return { why: asIs(thrown.trouble.what), remedy: thrown.trouble.remedy };
    if (codeOf(thrown) === 'ELOOP') return { why: asIs('it is a link'), remedy: 'name the file itself' };
  }
  return undefined;
}
