import type { JobDraft } from '../domain/job-draft.ts';
import { en, say, zh } from '../domain/said.ts';
import { type Check, failing, passed, warned } from './checks.ts';

/** Bytes of all parameters of a create together, those that the platform adds included (api-notes: jobs). */
export const MOST_REQUEST_BYTES = 65_536;

/** Bytes left over for what the platform adds; how much that is, is not published. */
const ROOM = 4096;

const FIX =
  'Put what is long into a file of a mounted data source or a code source, and let the command run or read it there.';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** The part of a job that takes most of its bytes, with their number. */
function largest(job: JobDraft): string {
  const sizes = Object.entries(job).map(([name, value]) => ({ name, bytes: bytesOf(value) }));
  const { name, bytes } = sizes.reduce((most, each) => (each.bytes > most.bytes ? each : most));
  return `${name} alone has ${bytes.toLocaleString('en')}`;
}

/**
 * R41: a create is within what the API takes.
 *
 * @param bytes of the request as it would be sent
 */
export function checkSize(job: JobDraft, bytes: number): Check {
  const what = 'size of the request';
  if (bytes <= MOST_REQUEST_BYTES - ROOM) return passed('R41', what);
  const most = MOST_REQUEST_BYTES.toLocaleString('en');
  const is = `The job takes ${bytes.toLocaleString('en')} bytes; ${largest(job)}.`;
  if (bytes > MOST_REQUEST_BYTES) return failing(what, 'R41', `${is} The API takes ${most} bytes in all.`, FIX);
  return warned(
    'R41',
    what,
    say(
      en`${is} The API takes ${most} bytes with what the platform adds, and may refuse it.`,
      zh`请求共 ${bytes.toLocaleString('en')} 字节；API 上限为 ${most} 字节（含平台自动添加的内容），可能会被拒绝。`,
    ),
    FIX,
  );
}
