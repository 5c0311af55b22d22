import { quoted } from '../domain/brief.ts';
import { hint } from '../domain/hint.ts';
import type { JobDraft } from '../domain/job-draft.ts';
import { en, say, zh } from '../domain/said.ts';
import { whereEachRead, whereRead } from '../domain/unread.ts';
import { allow, type Decision, refuse } from './decision.ts';
import { plainPath } from './sources.ts';

/** Characters of a refused value that a refusal repeats. */
const SHOWN = 120;

const OSS_FORM = (region: string): string => `oss://BUCKET.oss-${region}-internal.aliyuncs.com/PATH/`;
const FILE_SYSTEM_FORM = (region: string): string => `nas://FILE_SYSTEM.${region}/PATH/`;

/** An address as a refusal repeats it: a name and password before its host are left out. */
const address = (uri: string): string => quoted(uri.replace(/\/\/[^/]*@/, '//***@'), SHOWN);

/** Schemes of the file systems that a job can mount beside OSS (api-notes: data and code). */
const FILE_SYSTEMS = new Set(['nas', 'cpfs', 'bmcpfs']);

const HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;
/** What the name of a region begins with; the signs of a host were looked at before. */
const REGION = /^[a-z]{2}-/;

/** `git@github.com:owner/name.git`, as ssh writes an address. */
const OF_SSH = /^[\w.-]+@[\w.-]+:/;

/** Scheme and the rest of an address; a letter and a colon are a drive of Windows, not a scheme. */
function parts(uri: string): { scheme: string; host: string } | undefined {
  if (OF_SSH.test(uri)) return { scheme: 'ssh', host: '' };
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]+):(.*)/is.exec(uri) ?? [];
  return scheme === ''
    ? undefined
    : { scheme: scheme.toLowerCase(), host: /^\/\/([^/]*)/.exec(rest)?.[1]?.toLowerCase() ?? '' };
}

/** Schemes by which people name what lies on a model hub. */
const HUBS = new Set(['hf', 'huggingface', 'modelscope', 'ms']);

/** What to do instead with what lies where no job can mount it. */
function insteadOf(scheme: string | undefined, region: string): string {
  const copy = `copy it to OSS and mount ${OSS_FORM(region)}`;
  if (scheme === undefined || scheme === 'file')
    return (
      `Data: ${copy}. Code: script {name, text} for one file; for more, a code source${hint('from code sources')}, ` +
      'or a command that clones the repository.'
    );
  if (scheme === 'http' || scheme === 'https' || scheme === 'git' || scheme === 'ssh')
    return `Let the command download or clone it, or ${copy}; a registered repository is a code_source${hint('from code sources')}.`;
  if (HUBS.has(scheme))
    return (
      `Let the command download it: \`modelscope download --model OWNER/NAME --local_dir /tmp/model\`, or \`hf download OWNER/NAME --local-dir /tmp/model\` ` +
      `with HF_ENDPOINT set to a mirror where the hub cannot be reached; a token goes into envs. Every pod of every job downloads it anew: for what is used again, ${copy}; ` +
      `a registered dataset is a data_source_id${hint('from datasets')}.`
    );
  return `Let the command download it, or ${copy}; a registered dataset is a data_source_id${hint('from datasets')}.`;
}

/** What no job can mount: a file of this computer, a page of the web, a store of another provider. */
function noStorage(where: string, uri: string, scheme: string | undefined, region: string): Decision {
  const is =
    scheme === undefined || scheme === 'file'
      ? 'is a local path: a job runs on machines that do not see the files of this one.'
      : `is no storage that a job can mount: that is oss://, ${[...FILE_SYSTEMS].map((each) => `${each}://`).join(', ')}.`;
  return refuse('R40', `${where} ${address(uri)} ${is}`, insteadOf(scheme, region));
}

/** Region and kind of an endpoint of OSS; `undefined` where its name does not tell, as `oss-accelerate` does not. */
function endpointOf(endpoint: string): { region: string; internal: boolean } | undefined {
  const [, region = '', internal] = /^(?:vpc100-)?oss-([a-z0-9-]+?)(-internal)?\.aliyuncs\.com$/.exec(endpoint) ?? [];
  return REGION.test(region) ? { region, internal: internal !== undefined } : undefined;
}

/** The internal network ends at the region; over the public one the bytes are paid for (api-notes: data and code). */
function checkOss(where: string, uri: string, host: string, region: string): Decision {
  const endpoint = host.slice(host.indexOf('.') + 1);
  if (!HOST.test(host) || !endpoint.endsWith('.aliyuncs.com'))
    return refuse('R40', `${where} ${address(uri)} has no endpoint after its bucket.`, `Write ${OSS_FORM(region)}.`);
  const at = endpointOf(endpoint);
  if (at === undefined) return allow();
  const bucket = `${where} ${address(uri)}`;
  const elsewhere = say(
    en`${bucket} is a bucket of ${at.region}, and the job runs in ${region}`,
    zh`${bucket} 的 Bucket 位于 ${at.region}，而任务运行在 ${region}`,
  );
  if (at.region !== region)
    return at.internal
      ? refuse(
          'R40',
          `${elsewhere.en}: an internal endpoint answers in its own region only.`,
          `Copy the data to a bucket of ${region}, or run the job in ${at.region}.`,
        )
      : allow([say(en`${elsewhere}: the data crosses the public network.`, zh`${elsewhere}：数据会经过公网传输。`)]);
  return at.internal
    ? allow()
    : allow([
        say(
          en`${where} has the public endpoint of ${region}; the internal one costs no traffic: ${OSS_FORM(region)}.`,
          zh`${where} 使用了 ${region} 的外网 Endpoint；内网 Endpoint 不产生流量费用：${OSS_FORM(region)}。`,
        ),
      ]);
}

function checkFileSystem(where: string, uri: string, host: string, region: string): Decision {
  if (!HOST.test(host))
    return refuse(
      'R40',
      `${where} ${address(uri)} does not name a file system and its region.`,
      `Write ${FILE_SYSTEM_FORM(region)}.`,
    );
  const home = host.split('.')[1] ?? '';
  return REGION.test(home) && home !== region
    ? allow([
        say(
          en`${where} ${address(uri)} is a file system of ${home}, and the job runs in ${region}.`,
          zh`${where} ${address(uri)} 是 ${home} 的文件系统，而任务运行在 ${region}。`,
        ),
      ])
    : allow();
}

/** R40 for what lies in OSS and nowhere else: artifacts, checkpoints. @param where the parameter that says it */
export function checkOssUri(where: string, uri: string, region: string): Decision {
  return parts(uri.trim())?.scheme === 'oss'
    ? checkUri(where, uri, region)
    : refuse('R40', `${where} ${address(uri)} is not in OSS.`, `Copy it there, and write ${OSS_FORM(region)}.`);
}

const spaced = (where: string): Decision =>
  refuse('R40', `${where} begins or ends with a space.`, 'Leave the spaces out.');

/** R40 for where data comes from. @param where the parameter that says it */
export function checkUri(where: string, uri: string, region: string): Decision {
  if (uri !== uri.trim()) return spaced(where);
  const at = parts(uri);
  if (at?.scheme === 'oss') return checkOss(where, uri, at.host, region);
  if (at !== undefined && FILE_SYSTEMS.has(at.scheme)) return checkFileSystem(where, uri, at.host, region);
  return noStorage(where, uri, at?.scheme, region);
}

/**
 * Directories that a mount would take from the image, and the job with it: its programs, libraries and
 * configuration, and what the kernel shows. Directories below `/usr/local/NAME`, `/opt`, `/root`,
 * `/var`, `/home` and `/tmp` are free to use.
 */
const OF_THE_SYSTEM =
  /^\/(?:(?:bin|boot|dev|etc|lib|lib32|lib64|libx32|proc|run|sbin|sys)(?:\/.*)?|(?:opt|root|var)?|usr(?:\/[^/]+)?|usr\/local\/(?:bin|lib|lib64|sbin))$/;

/** R40 for a path at which something is mounted. @param where the parameter that says it */
export function checkMountPath(where: string, path: string): Decision {
  const plain = plainPath(path);
  const is = (wrong: string): Decision =>
    refuse('R40', `${where} ${quoted(path, SHOWN)} ${wrong}.`, 'Give an absolute path of its own, such as /mnt/data.');
  if (path !== path.trim()) return spaced(where);
  if (!path.startsWith('/')) return is('is not an absolute path');
  if (OF_THE_SYSTEM.test(plain)) return is('is a directory of the system, which the mount would hide');
  return plain !== path.replace(/\/$/, '') ? is('is not written plainly: leave out "..", "." and "//"') : allow();
}

/** R40 for the data sources and the code source of a job: where they come from, and where they are mounted. */
export const checkMounts = ({ data_sources = [], code_source }: JobDraft, region: string): Decision[] => [
  ...whereEachRead(
    () => data_sources,
    ({ uri }, index) => (uri ? [checkUri(`data_sources[${index}].uri`, uri, region)] : []),
  ),
  ...whereEachRead(
    () => data_sources,
    ({ mount_path: path }, index) => (path ? [checkMountPath(`data_sources[${index}].mount_path`, path)] : []),
  ),
  ...whereRead(() =>
    code_source?.mount_path ? [checkMountPath('code_source.mount_path', code_source.mount_path)] : [],
  ),
];
