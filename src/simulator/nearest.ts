import { distance } from 'fastest-levenshtein';

const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The names closest to one that does not exist, nearest first: typing errors, then those that share most words with it.
 */
export function nearestTo(name: string, known: readonly string[], most = 3): string[] {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return known
    .map((candidate) => {
      const far = distance(fold(name), fold(candidate));
      const shared = candidate.split('_').filter((word) => words.includes(word)).length;
      return { candidate, far, shared, typo: far <= Math.max(1, fold(name).length / 5) };
    })
    .sort((a, b) => Number(b.typo) - Number(a.typo) || b.shared - a.shared || a.far - b.far)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
