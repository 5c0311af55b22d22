import { withoutUser } from '../domain/address.ts';
import { quoted } from '../domain/brief.ts';
import { en, say, zh } from '../domain/said.ts';
import { allow, type Decision, refuse } from './decision.ts';
import { checkMountPath } from './mounts.ts';

/** Characters of an address that a refusal repeats. */
const SHOWN = 120;

const PRIVATE =
  'A private repository needs a Git token, which never goes through a model: a person registers it in the PAI console, and its id is used from then on.';

/** An address without what could be a credential: all before its last `@`, and its query. */
const shownAddress = (repo: string): string => quoted(withoutUser(repo.replace(/[?#].*/s, '?***')), SHOWN);

/**
 * The only form in which an address is taken. Readers of URLs do not agree on any other: of `https://A\@B/` the URL
 * class of this process reads host A, as in a browser, and git connects to B. So the host is read by this form too.
 */
const ADDRESS = /^https:\/\/([\w-]+(?:\.[\w-]+)*)(?::([1-9]\d{0,4}))?\/[\w.~%+/-]+$/;

/** What a request says of a code source; absent: the cloud's default, or what it is now. */
export interface CodeContents {
  repo?: string | undefined;
  branch?: string | undefined;
  commit?: string | undefined;
  mount_path?: string | undefined;
}

/** Host and port to which git connects; `undefined` for what is no address of the form that is taken. */
function placeOf(repo: string): string | undefined {
  const [, host, port = '443'] = ADDRESS.exec(repo) ?? [];
  return host === undefined ? undefined : `${host.toLowerCase()}${port === '443' ? '' : `:${port}`}`;
}

/**
 * R49: a repository is named by its web address. There is no field for a key of SSH (api-notes: assets), and what
 * stands before the host, or in the query, is a credential that would be kept in the clear.
 */
function checkRepo(repo: string): Decision {
  if (placeOf(repo) !== undefined) return allow();
  const form = 'https://HOST/OWNER/NAME.git';
  if (!/^https:\/\//.test(repo))
    return refuse(
      'R49',
      `repo ${shownAddress(repo)} is no https address of a repository; the API has no field for a key of SSH.`,
      `Write ${form}. ${PRIVATE}`,
    );
  if (/[@?#]/.test(repo))
    return refuse(
      'R49',
      `repo ${shownAddress(repo)} carries more than an address, such as a name or a token.`,
      `Write it without: ${form}. ${PRIVATE}`,
    );
  return refuse(
    'R49',
    `repo ${shownAddress(repo)} is not written plainly: a host, a path, and nothing but letters, digits and ._~%+/- in it.`,
    `Write ${form}; other characters of the path as %XX.`,
  );
}

/** R49 and R40 for what a code source is to hold. */
export const checkContents = ({ repo, mount_path }: CodeContents): Decision[] => [
  ...(repo === undefined ? [] : [checkRepo(repo)]),
  ...(mount_path === undefined ? [] : [checkMountPath('mount_path', mount_path)]),
];

/** A code source as freshly read. */
export interface CodeTarget {
  id: string;
  repo: string;
  commit: string;
  hasToken: boolean;
}

/**
 * R49 for a change: the token that is stored with a code source was given for its host, and every clone sends it to the
 * host of the moment. A commit beats a branch, so a new branch beside an old commit would change nothing.
 */
export function checkCodeUpdate(now: CodeTarget, asked: CodeContents): Decision[] {
  const { repo, branch, commit } = asked;
  const [old, other] = [placeOf(now.repo), placeOf(repo ?? '')];
  return [
    ...checkContents(asked),
    ...(repo !== undefined && now.hasToken && (old === undefined || old !== other)
      ? [
          refuse(
            'R49',
            `${now.id} has a Git token stored for ${old ?? shownAddress(now.repo)}, which every clone would send to ${other ?? shownAddress(repo)}.`,
            'Register the other repository as a code source of its own.',
          ),
        ]
      : []),
    ...(branch !== undefined && commit === undefined && now.commit !== ''
      ? [
          refuse(
            'R49',
            `${now.id} is fixed to commit ${quoted(now.commit, 60)}, which beats branch ${quoted(branch, 60)}: nothing would change.`,
            'Pass the commit too, or give branch and commit where the job is created, or register a code source of its own for the branch.',
          ),
        ]
      : []),
  ];
}

/** What is seen of a code source with a stored token, by those who can read it (api-notes: assets). */
export const TOKEN_SEEN = say(
  en`A Git token is stored with it: whoever can read the code source may be able to read the token.`,
  zh`该代码源保存了 Git 令牌：能读取该代码源的人可能也能读到令牌。`,
);

/** What goes with a code source, and what stays. */
export const CODE_LOST = say(
  en`No new job can name it; the repository and jobs that run stay as they are.`,
  zh`新任务将无法引用它；代码仓库和正在运行的任务不受影响。`,
);
