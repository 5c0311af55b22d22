import { distance } from 'fastest-levenshtein';

/** The names closest to one that does not exist, nearest first: those that share most words with it, then by edits. */
export function nearestTo(name: string, known: readonly string[], most = 3): string[] {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return known
    .map((candidate) => ({
      candidate,
      shared: candidate.split('_').filter((word) => words.includes(word)).length,
      far: distance(name.toLowerCase(), candidate),
    }))
    .sort((a, b) => b.shared - a.shared || a.far - b.far)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
