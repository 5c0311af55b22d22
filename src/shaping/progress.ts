/** A state of a progress bar that was written as a line of its own. */
export interface BarState {
  /** What tells the bar from others that are drawn at the same time. */
  label: string;
  /** How far it is, 0 to 1, where it says so. */
  share: number | undefined;
}

const PERCENT: readonly RegExp[] = [
  // tqdm and what is drawn with it: downloads, maps, loading of shards.
  /^(.{0,200}?)\s{0,20}(\d{1,3})%\|[^|]{0,300}\|\s{0,20}[^\s/]{1,40}\/[^\s/]{1,40} \[[^\]]{0,300}\]/,
  // git.
  /^((?:remote: )?[A-Z][\w ]{2,40}:)\s+(\d{1,3})% \(\d+\/\d+\)/,
  // wget.
  /^()\s*\d+[KMG] [. ]{10,120}\s*(\d{1,3})%/,
  /^(.{0,200}?)\s{0,20}(\d{1,3})%\s{0,20}\[[=#>.\s-]{5,200}\]/,
  // Plain: a verb of moving data and nothing behind the share.
  /^((?:.{0,80}\b)?(?:[A-Z]?[a-z]{0,12}(?:load|extract|fetch|copy|pack|convert|transfer)ing|[Pp]rogress)\b[^%]{0,80}?)\s*(\d{1,3}(?:\.\d+)?) ?%\s*$/,
];
const OF_TOTAL: readonly RegExp[] = [
  // Keras, old and new.
  /^()\s*(\d+)\/(\d+) (?:\[[=>.]{5,120}\]|[━╸╺─]{5,120})/,
  // pip and rich.
  /^(.{0,120}?)\s{0,20}[━╸╺]{5,120}\s{1,20}(\d{1,12}(?:\.\d{1,6})?)\/(\d{1,12}(?:\.\d{1,6})?) ?[kKMGT]?i?B\b/,
];
const NO_TOTAL =
  /^(.{0,200}?)\s{0,20}\d{1,12}(?:\.\d{1,6})?[kMGT]?(?:it|ex|B|examples| examples)? \[\d{2}:\d{2}(?::\d{2})?, ?[^\]]{1,200}\]\s*$/;

/** Characters. A longer line is wider than a terminal, so it is no bar that is drawn again and again on one line. */
const MOST_STATE = 400;

const share = (value: number): number | undefined => (value >= 0 && value <= 1 ? value : undefined);

/** The progress bar a cleaned line shows a state of; `undefined` for a line of any other kind. */
export function barStateOf(line: string): BarState | undefined {
  if (line.length > MOST_STATE || !/[%\][━]/.test(line)) return undefined;
  for (const pattern of PERCENT) {
    const [, label, percent] = pattern.exec(line) ?? [];
    if (label !== undefined) return { label: label.trim(), share: share(Number(percent) / 100) };
  }
  for (const pattern of OF_TOTAL) {
    const [, label, done, total] = pattern.exec(line) ?? [];
    if (label !== undefined) return { label: label.trim(), share: share(Number(done) / Number(total)) };
  }
  const [, label] = NO_TOTAL.exec(line) ?? [];
  return label === undefined ? undefined : { label: label.trim(), share: undefined };
}
