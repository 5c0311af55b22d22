import { type Change, type Kind, SECTIONS } from './change.ts';

const UNRELEASED = 'Unreleased';

/** A changelog in its parts, whose texts joined are the changelog again. */
interface Parts {
  /** Title and introduction. */
  head: string;
  /** What stands under `## Unreleased`: lines that were written there by hand, before change files or besides them. */
  unreleased: string;
  /** The releases, newest first. */
  released: string;
}

function partsOf(changelog: string): Parts {
  const [head = '', ...rest] = changelog.split(/^(?=## )/m);
  const heading = `## ${UNRELEASED}\n`;
  const open = rest[0]?.startsWith(heading) === true ? rest.shift() : undefined;
  return { head, unreleased: open?.slice(heading.length) ?? '', released: rest.join('') };
}

/** The version of the newest release in a changelog, or undefined before the first. */
export const latestVersion = (changelog: string): string | undefined =>
  /^## (\d+\.\d+\.\d+)\b/m.exec(partsOf(changelog).released)?.[1];

/** The version that follows one, given the kinds of what changed. Before 1.0.0 a breaking change raises the second number. */
export function nextVersion(version: string, kinds: readonly Kind[]): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (kinds.includes('breaking') && major > 0) return `${major + 1}.0.0`;
  if (kinds.includes('breaking') || kinds.includes('feature')) return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}

/** A change as an item of the changelog, its later lines indented as those of a list are. */
const item = ({ kind, text }: Change): string =>
  `- ${kind === 'breaking' ? '**Breaking.** ' : ''}${text.replaceAll(/\n\s*/g, '\n  ')}`;

/**
 * What a release says: all that stood under Unreleased, then the changes, by section.
 *
 * @returns Markdown without the release's own heading; `''` where there is nothing to say
 * @throws Error for a section under Unreleased that is not one of ours, as its place would be a guess
 */
export function releaseNotes(changelog: string, changes: readonly Change[]): string {
  const [intro = '', ...blocks] = partsOf(changelog).unreleased.split(/^### /m);
  const byHand = new Map(
    blocks.map((block) => {
      const [title = '', ...lines] = block.split('\n');
      return [title.trim(), lines.join('\n').trim()] as const;
    }),
  );
  const known: readonly string[] = SECTIONS;
  for (const title of byHand.keys())
    if (!known.includes(title)) throw new Error(`CHANGELOG.md: "${title}" is none of ${SECTIONS.join(', ')}`);
  const sections = SECTIONS.map((title) => {
    const items = changes.filter(({ section }) => section === title).map(item);
    const body = [byHand.get(title) ?? '', ...items].filter(Boolean).join('\n');
    return body === '' ? '' : `### ${title}\n\n${body}`;
  });
  return [intro.trim(), ...sections].filter(Boolean).join('\n\n');
}

/** The changelog with what is unreleased and the changes as its newest release. `date` is a day, such as 2026-11-28. */
export function withRelease(changelog: string, changes: readonly Change[], version: string, date: string): string {
  const { head, released } = partsOf(changelog);
  return `${head}## ${version} - ${date}\n\n${releaseNotes(changelog, changes)}\n${released && `\n${released}`}`;
}
