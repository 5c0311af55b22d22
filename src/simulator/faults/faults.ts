import { checked } from '../checked.ts';
import { fail } from '../errors.ts';
import type { Route } from '../route.ts';
import { type CheckedRule, type EffectAt, type FaultRule, faultRule, MAY_GO_WRONG, type Stage } from './rule.ts';

/** A rule that is in force, and what it has done. */
export type FaultState = CheckedRule & {
  id: string;
  name: string;
  /** Calls that matched, those it let pass included. */
  matched: number;
  /** Calls it changed. */
  applied: number;
};

/** What a rule can look at. */
export interface FaultSubject {
  action: string;
  caller: string;
  jobId: string | undefined;
  displayName: unknown;
  queryValues: readonly string[];
}

/** What happens to one call. */
export interface Hits {
  /** Latency and the first other effect of a stage; taking them uses the rules up. */
  take<S extends Stage>(stage: S): { latencyMs: number; effect: Exclude<EffectAt<S>, { kind: 'latency' }> | undefined };
  /** Names of the rules taken so far, in order. */
  names(): string[];
}

export interface Faults {
  /** Puts rules in force, behind those that are; throws 400 `InvalidParameter` for a bad one, and adds none then. */
  add(...rules: readonly FaultRule[]): FaultState[];
  /** Every rule that was added, used up or not. */
  list(): FaultState[];
  /** Takes back one rule, or all; returns how many. Throws 404 `NotFound` for an unknown id. */
  clear(id?: string): number;
}

const labelOf = ({ effect, stage }: CheckedRule): string =>
  `${effect.kind === 'error' ? effect.code : effect.kind} ${stage}`;

/** The faults that are in force. `routes` are the operations there are. */
export function createFaults(routes: readonly Route[]): Faults & { meet(subject: FaultSubject): Hits } {
  let rules: FaultState[] = [];
  let added = 0;

  const checkAction = ({ action, effect, stage }: CheckedRule): void => {
    const actions = (stage === 'at_commit' ? routes.filter(MAY_GO_WRONG[effect.kind]) : routes).map(
      (route) => route.action,
    );
    const valid = stage === 'at_commit' ? actions : ['*', ...actions];
    if (valid.includes(action)) return;
    const scope = stage === 'at_commit' ? `An effect "${effect.kind}" is for: ` : 'Valid: ';
    throw fail('InvalidParameter', `The fault is invalid. action: "${action}" cannot be. ${scope}${valid.join(', ')}.`);
  };

  return {
    add: (...given) => {
      const valid = given.map((rule) => {
        const parsed = checked(faultRule, rule, 'fault');
        checkAction(parsed);
        return parsed;
      });
      const states = valid.map((rule): FaultState => {
        added += 1;
        return { ...rule, id: `fault-${added}`, name: rule.name ?? labelOf(rule), matched: 0, applied: 0 };
      });
      rules = [...rules, ...states];
      return structuredClone(states);
    },
    list: () => structuredClone(rules),
    clear: (id) => {
      if (id !== undefined && !rules.some((rule) => rule.id === id)) throw fail('NotFound', `There is no fault ${id}.`);
      const before = rules.length;
      rules = id === undefined ? [] : rules.filter((rule) => rule.id !== id);
      return before - rules.length;
    },
    meet: (subject) => {
      const met = rules.filter((rule) => matches(rule, subject));
      for (const rule of met) rule.matched += 1;
      return hitsOf(met.filter((rule) => rule.matched > rule.after));
    },
  };
}

/** Calls may be under way at the same time: how often a rule was applied counts when its stage is there. */
function hitsOf(met: readonly FaultState[]): Hits {
  const taken: FaultState[] = [];
  return {
    names: () => taken.map((rule) => rule.name),
    take: <S extends Stage>(stage: S) => {
      type Effect = Exclude<EffectAt<S>, { kind: 'latency' }>;
      let latencyMs = 0;
      let effect: Effect | undefined;
      for (const rule of met) {
        const spent = rule.times !== 'always' && rule.applied >= rule.times;
        if (rule.stage !== stage || spent) continue;
        if (rule.effect.kind === 'latency') latencyMs += rule.effect.ms;
        else if (effect === undefined) effect = rule.effect as Effect;
        else continue;
        rule.applied += 1;
        taken.push(rule);
      }
      return { latencyMs, effect };
    },
  };
}

function matches({ action, match }: CheckedRule, subject: FaultSubject): boolean {
  const { displayName, query, jobId, caller } = match;
  return (
    (action === '*' || action === subject.action) &&
    (displayName === undefined || displayName === subject.displayName) &&
    (query === undefined || subject.queryValues.some((value) => value.includes(query))) &&
    (jobId === undefined || jobId === subject.jobId) &&
    (caller === undefined || caller === subject.caller)
  );
}
