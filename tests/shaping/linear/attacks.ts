import type { AST } from '@eslint-community/regexpp';

/**
 * Texts that make a pattern work as hard as it can, made from its own pieces: the beginning of a match, then one of its
 * repetitions, pumped, then something that ends the hope of a match.
 */
export interface Attack {
  before: string;
  pump: string;
  behind: string;
}

export const textOf = ({ before, pump, behind }: Attack, length: number): string =>
  before + pump.repeat(Math.ceil(Math.max(1, length - before.length) / pump.length)) + behind;

/** One character of each sort that patterns tell apart. */
const PROBES = [
  ...'a0A -_./:=+"\'\\\t@,;#%&([{<>)]}|*?!^$~`zF9',
  '\n',
  '\u001b',
  '\u200b',
  'é',
  '中',
  '密',
  '：',
  '━',
  '│',
  '😀',
];
const ENDS = ['', '\u0001'];
/** A repetition that may be this long is pumped. */
const LONG = 8;

/** Up to `most` characters that a single-character piece matches, as different as can be. */
function characters(node: AST.Element, flags: string, most: number): string[] {
  const one = new RegExp(`^(?:${node.raw})$`, flags.replace(/[gyd]/g, ''));
  return PROBES.filter((probe) => one.test(probe)).slice(0, most);
}

/** The shortest text that a piece matches, assertions left aside; `wide` takes optional parts too. */
function sample(node: AST.Element | AST.Alternative, flags: string, wide: boolean): string {
  switch (node.type) {
    case 'Alternative':
      return node.elements.map((element) => sample(element, flags, wide)).join('');
    case 'Assertion':
      return '';
    case 'Group':
    case 'CapturingGroup':
      return sample(node.alternatives[0] as AST.Alternative, flags, wide);
    case 'Quantifier':
      return sample(node.element, flags, wide).repeat(Math.max(node.min, wide ? 1 : 0));
    case 'Backreference':
      return [node.resolved]
        .flat()
        .map((group) => sample(group, flags, wide))
        .join('');
    case 'Character':
      return String.fromCodePoint(node.value);
    default:
      return characters(node, flags, 1)[0] ?? '';
  }
}

/** What a match has to begin with to come to a piece. */
function before(node: AST.Node, flags: string, wide: boolean): string {
  const { parent } = node;
  if (parent === null || parent === undefined) return '';
  if (parent.type !== 'Alternative') return before(parent, flags, wide);
  const at = parent.elements.indexOf(node as AST.Element);
  const own = parent.elements
    .slice(0, at)
    .map((element) => sample(element, flags, wide))
    .join('');
  return before(parent, flags, wide) + own;
}

function quantifiers(node: AST.Node): AST.Quantifier[] {
  const own = node.type === 'Quantifier' ? [node, ...quantifiers(node.element)] : [];
  if ('alternatives' in node) return node.alternatives.flatMap(quantifiers);
  return node.type === 'Alternative' ? node.elements.flatMap(quantifiers) : own;
}

export function attacksOn(pattern: AST.Pattern, flags: string): Attack[] {
  const found = new Map<string, Attack>();
  const add = (attack: Attack): void => {
    if (attack.pump !== '') found.set(JSON.stringify(attack), attack);
  };
  const begins = new Set<string>();
  for (const node of quantifiers(pattern)) {
    if (node.max < LONG) continue;
    const { element } = node;
    const pumps = /^Character/.test(element.type) ? characters(element as AST.Element, flags, 3) : [];
    for (const wide of [false, true]) {
      const begin = before(node, flags, wide);
      begins.add(begin);
      for (const pump of [sample(element, flags, wide), sample(element, flags, true), ...pumps])
        for (const behind of ENDS) {
          add({ before: begin, pump, behind });
          add({ before: '', pump: begin + pump, behind });
        }
    }
  }
  for (const wide of [false, true]) begins.add(pattern.alternatives.map((each) => sample(each, flags, wide))[0] ?? '');
  for (const begin of begins) for (const behind of ENDS) add({ before: '', pump: begin, behind });
  for (const pump of ['a', '0', ' ', '-', '"', 'a ', '0.']) add({ before: '', pump, behind: '!' });
  return [...found.values()];
}
