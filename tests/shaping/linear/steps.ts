import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';

/**
 * A backtracking matcher that counts its steps. It tries what the engine of JavaScript tries, without the shortcuts that
 * the engine has for some inputs, so that growth shows as a number instead of as a time.
 */
export interface Counter {
  /** Steps of a search through a whole text, match after match as `replaceAll` makes it; stops counting above `most`. */
  steps(text: string, most?: number): number;
  pattern: AST.Pattern;
}

/**
 * Whether the pattern matches from a place on, to its end: each piece is compiled with what follows it, so that a match
 * makes no function.
 */
type Match = (at: number) => boolean;

class TooMany extends Error {}

/** The characters of a text as the pattern sees them: code points with `u` and `v`, else code units. */
const unitsOf = (text: string, unicode: boolean): string[] => (unicode ? [...text] : text.split(''));

export function counterOf({ source, flags }: { source: string; flags: string }): Counter {
  const unicode = /[uv]/.test(flags);
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  /** The text, each unit as its place in `alphabet`: a place is looked up many times quicker than a unit. */
  let text: number[] = [];
  const alphabet: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (unit: string): number => {
    const known = places.get(unit);
    if (known !== undefined) return known;
    places.set(unit, alphabet.push(unit) - 1);
    return alphabet.length - 1;
  };
  const NEWLINE = placeOf('\n');
  /** Of the groups that the pattern refers to. */
  const groups = new Map<AST.CapturingGroup, readonly number[]>();
  let count = 0;
  let limit = 0;
  const take = (steps: number): void => {
    count += steps;
    if (count > limit) throw new TooMany();
  };
  const step = (): void => {
    if (++count > limit) throw new TooMany();
  };
  /** How many texts were searched: what is remembered of one is nothing to the next. */
  let search = 0;
  /** Whether a match depends on more than its place: on what a group holds, or how often one was repeated. */
  let depends = false;
  visitRegExpAST(pattern, {
    onBackreferenceEnter: () => {
      depends = true;
    },
  });

  /** Whether a pattern of one unit matches a unit; the engine itself says so, once for each. */
  const asked = (one: RegExp): ((place: number) => boolean) => {
    const known: boolean[] = [];
    return (place) => {
      const holds = known[place] ?? one.test(alphabet[place] ?? '');
      known[place] = holds;
      return holds;
    };
  };
  const single = (node: AST.Element) => asked(new RegExp(`^(?:${node.raw})$`, flags.replace(/[gyd]/g, '')));
  const isSingle = (node: AST.Element): boolean =>
    /^Character(?:Class|Set)?$|^ExpressionCharacterClass$/.test(node.type);
  const word = asked(/\w/);
  const isWord = (place: number | undefined): boolean => place !== undefined && word(place);

  function assertion(node: AST.Assertion, next: Match): Match {
    if (node.kind === 'lookahead' || node.kind === 'lookbehind') {
      const inner = alternatives(node.alternatives, node.kind === 'lookahead' ? 1 : -1, () => true);
      return (at) => inner(at) !== node.negate && next(at);
    }
    const holds: Match = (at) => {
      if (node.kind === 'word') return (isWord(text[at - 1]) !== isWord(text[at])) !== node.negate;
      const edge = node.kind === 'start' ? text[at - 1] : text[at];
      return edge === undefined || (flags.includes('m') && edge === NEWLINE);
    };
    return (at) => {
      step();
      return holds(at) && next(at);
    };
  }

  function repeatedUnit({ min, max, greedy, element }: AST.Quantifier, way: 1 | -1, next: Match): Match {
    const fits = single(element as AST.Element);
    const varies = depends;
    /**
     * The steps that what follows took at a place before it failed there: they are counted, and not taken again, as it
     * fails alike wherever the run began.
     */
    let failed = new Int32Array(0);
    const unit = (at: number): boolean => {
      step();
      const found = text[way === 1 ? at : at - 1];
      return found !== undefined && fits(found);
    };
    /** Where the last run of fitting units began and ended: a run that begins within it ends there too. */
    let [known, from, to] = [-1, 0, 0];
    const run = (at: number): number => {
      if (known !== search) {
        [known, from, to] = [search, 0, 0];
        failed = failed.length > text.length ? failed.fill(0) : new Int32Array(text.length + 1);
      }
      if (way === 1 ? at < from || at >= to : at > from || at <= to) {
        [from, to] = [at, at];
        for (;;) {
          const found = text[way === 1 ? to : to - 1];
          if (found === undefined || !fits(found)) break;
          to += way;
        }
      }
      return (to - at) * way;
    };
    return (at) => {
      let done = 0;
      if (!greedy) {
        while (done < min) if (!unit(at + way * done++)) return false;
        for (; !next(at + way * done); done++) if (done >= max || !unit(at + way * done)) return false;
        return true;
      }
      done = Math.min(run(at), max);
      // Each unit that fits is a step, and so is the one that does not.
      take(done < max ? done + 1 : done);
      for (; done >= min; done--) {
        const place = at + way * done;
        const before = failed[place] as number;
        take(1 + before);
        if (before > 0) continue;
        const began = count;
        if (next(place)) return true;
        if (!varies) failed[place] = count - began;
      }
      return false;
    };
  }

  function repeated({ min, max, greedy, element }: AST.Quantifier, way: 1 | -1, next: Match): Match {
    /** How often it has matched, and where the last time began: each function leaves them as it found them. */
    let [done, from] = [0, -1];
    const within = (times: number, began: number, match: Match, at: number): boolean => {
      const [outerDone, outerFrom] = [done, from];
      [done, from] = [times, began];
      const matched = match(at);
      [done, from] = [outerDone, outerFrom];
      return matched;
    };
    const again: Match = (at) => {
      step();
      if (done > min && at === from) return false;
      const more = (): boolean => done < max && within(done + 1, at, inner, at);
      if (done < min) return more();
      return greedy ? more() || next(at) : next(at) || more();
    };
    const outside = depends;
    depends = true;
    const inner = compile(element, way, again);
    depends = outside;
    return (at) => within(0, -1, again, at);
  }

  function capture(node: AST.CapturingGroup, way: 1 | -1, next: Match): Match {
    if (node.references.length === 0) return alternatives(node.alternatives, way, next);
    let start = 0;
    const inner = alternatives(node.alternatives, way, (end) => {
      const before = groups.get(node) ?? [];
      groups.set(node, text.slice(Math.min(start, end), Math.max(start, end)));
      if (next(end)) return true;
      groups.set(node, before);
      return false;
    });
    return (at) => {
      const outer = start;
      start = at;
      const matched = inner(at);
      start = outer;
      return matched;
    };
  }

  function compile(node: AST.Element | AST.QuantifiableElement, way: 1 | -1, next: Match): Match {
    switch (node.type) {
      case 'Assertion':
        return assertion(node, next);
      case 'Quantifier':
        return isSingle(node.element) ? repeatedUnit(node, way, next) : repeated(node, way, next);
      case 'Group':
        return alternatives(node.alternatives, way, next);
      case 'CapturingGroup':
        return capture(node, way, next);
      case 'Backreference':
        return (at) => {
          const wanted = [node.resolved].flat().flatMap((group) => groups.get(group) ?? []);
          for (const [index, place] of wanted.entries()) {
            step();
            if (text[at + index] !== place) return false;
          }
          return next(at + wanted.length);
        };
      default: {
        const fits = single(node as AST.Element);
        return (at) => {
          step();
          const unit = text[way === 1 ? at : at - 1];
          return unit !== undefined && fits(unit) && next(at + way);
        };
      }
    }
  }

  function alternatives(list: readonly AST.Alternative[], way: 1 | -1, next: Match): Match {
    const each = list.map(({ elements }) =>
      (way === 1 ? elements.toReversed() : elements).reduce<Match>((rest, part) => compile(part, way, rest), next),
    );
    return (at) => {
      for (const match of each) {
        step();
        if (match(at)) return true;
      }
      return false;
    };
  }

  let end = -1;
  const whole = alternatives(pattern.alternatives, 1, (reached) => {
    end = reached;
    return true;
  });

  return {
    pattern,
    steps(given, most = 5_000_000) {
      text = unitsOf(given, unicode).map(placeOf);
      search++;
      count = 0;
      limit = most;
      try {
        for (let at = 0; at <= text.length; ) {
          groups.clear();
          const found = whole(at);
          if (flags.includes('y') || (found && !flags.includes('g'))) break;
          at = found ? Math.max(end, at + 1) : at + 1;
        }
      } catch (error) {
        // A stack that is used up is a sign of many tries as well.
        if (error instanceof RangeError) return most;
        if (!(error instanceof TooMany)) throw error;
        return limit + 1;
      }
      return count;
    },
  };
}
