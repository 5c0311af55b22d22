import { closest, nearest } from './nearest.ts';

/** An image that could be meant. */
export interface NamedImage {
  uri: string;
  /** When it was made, ISO 8601; empty where the cloud does not say. */
  created: string;
}

const lastSegment = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);

/** The name of an image without registry, path and tag, such as `pytorch`. */
export const repositoryOf = (image: string): string => lastSegment(image).split(/[:@]/)[0] ?? '';

/**
 * Whether an image names itself one without GPU software, as official ones do: `pytorch:2.3.1-cpu-py310-ubuntu22.04`.
 */
export const saysCpu = (image: string): boolean => /(?:^|[-_:.])cpu(?:$|[-_.:])/i.test(lastSegment(image));

/** What names of images tell, however they are written: `2.3.1`, `py310` or `python3.10`, `cu121` or `cuda12.1`. */
const INSIDE = {
  version: /[:v_-](\d+)\.(\d+)(?:\.(\d+))?/i,
  cuda: /cu(?:da)?-?(\d\d)\.?(\d)/i,
  python: /py(?:thon)?-?(\d)\.?(\d+)/i,
} as const;

/** How far a version in one name is from that in another; 0 where the first has none. */
function gap(pattern: RegExp, wanted: string, offered: string): number {
  const number = (text: string): number | undefined => {
    const found = pattern.exec(lastSegment(text));
    return found?.slice(1).reduce((sum, part, index) => sum + Number(part ?? 0) / 1000 ** index, 0);
  };
  const [a, b] = [number(wanted), number(offered)];
  if (a === undefined) return 0;
  return b === undefined ? Number.POSITIVE_INFINITY : Math.abs(a - b);
}

/**
 * The images that were probably meant by one that does not exist: of the nearest name, with the same tag, then the
 * nearest version, CUDA and Python that it names, and of those alike the newest first.
 */
export function nearestImages(wanted: string, offered: readonly NamedImage[], most: number): string[] {
  const repository = repositoryOf(wanted);
  const names = [...new Set(offered.map(({ uri }) => repositoryOf(uri)))];
  const byName = closest(repository, names, names.length);
  // Where no name is like it, nor a word of it, all of them are equally far.
  const words = repository.split(/[-_.]/);
  const alike =
    nearest(repository, names) !== undefined || names.some((name) => name.includes(repository) || words.includes(name));
  const ranks = ({ uri }: NamedImage): number[] => [
    alike ? byName.indexOf(repositoryOf(uri)) : 0,
    lastSegment(uri) === lastSegment(wanted) ? 0 : 1,
    gap(INSIDE.version, wanted, uri),
    saysCpu(wanted) === saysCpu(uri) ? 0 : 1,
    gap(INSIDE.cuda, wanted, uri),
    gap(INSIDE.python, wanted, uri),
  ];
  const ranked = [...new Map(offered.map((image) => [image.uri, image])).values()].map((image) => ({
    ...image,
    ranks: ranks(image),
  }));
  ranked.sort((a, b) => {
    const at = a.ranks.findIndex((rank, index) => rank !== b.ranks[index]);
    if (at >= 0) return (a.ranks[at] ?? 0) - (b.ranks[at] ?? 0);
    return b.created.localeCompare(a.created) || a.uri.localeCompare(b.uri);
  });
  return ranked.slice(0, most).map(({ uri }) => uri);
}
