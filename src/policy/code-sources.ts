import { quoted } from '../domain/brief.ts';
import { en, say, zh } from '../domain/said.ts';
import { allow, type Decision, refuse } from './decision.ts';
import { checkMountPath } from './mounts.ts';

/** Characters of an address that a refusal repeats. */
const SHOWN = 120;

const PRIVATE =
  'A private repository needs a Git token, which never goes through a model: a person registers it in the PAI console, and its id is used from then on.';

/** An address without what stands before its host. */
const shownAddress = (repo: string): string => quoted(repo.replace(/\/\/[^/]*@/, '//***@'), SHOWN);

/** What a request says of a code source; absent: the cloud's default, or what it is now. */
export interface CodeContents {
  repo?: string | undefined;
  branch?: string | undefined;
  commit?: string | undefined;
  mount_path?: string | undefined;
}

/**
 * R49: a repository is named by its web address. There is no field for a key of SSH (api-notes: assets), and what
 * stands before the host, or in the query, is a credential that would be kept in the clear.
 */
function checkRepo(repo: string): Decision {
  const url = URL.canParse(repo) ? new URL(repo) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol))
    return refuse(
      'R49',
      `repo ${shownAddress(repo)} is no https address of a repository; the API has no field for a key of SSH.`,
      `Write https://HOST/OWNER/NAME.git. ${PRIVATE}`,
    );
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return refuse(
      'R49',
      `repo ${shownAddress(repo.replace(/[?#].*/s, '?***'))} carries more than an address, such as a name or a token.`,
      `Write it without: https://HOST/OWNER/NAME.git. ${PRIVATE}`,
    );
  return allow();
}

/** R49 and R40 for what a code source is to hold. */
export const checkContents = ({ repo, mount_path }: CodeContents): Decision[] => [
  ...(repo === undefined ? [] : [checkRepo(repo)]),
  ...(mount_path === undefined ? [] : [checkMountPath('mount_path', mount_path)]),
];

/** Scheme and host: over http a token would travel in the clear. */
const placeOf = (repo: string): string => (URL.canParse(repo) ? new URL(repo).origin : repo);

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
  return [
    ...checkContents(asked),
    ...(repo !== undefined && now.hasToken && placeOf(repo) !== placeOf(now.repo)
      ? [
          refuse(
            'R49',
            `${now.id} has a Git token stored for ${quoted(placeOf(now.repo), SHOWN)}, which every clone would send to ${quoted(placeOf(repo), SHOWN)}.`,
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
