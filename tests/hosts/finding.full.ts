import { expect, it } from 'vitest';
import { evaluate, listed } from '../../evals/finding/evaluate.ts';
import { findable } from '../../evals/hosts/finding.ts';
import { REAL_HOST_IDS, REAL_HOSTS } from '../../evals/hosts/hosts.ts';
import { ready } from '../../evals/hosts/session.ts';
import { CORE } from '../../src/domain/toolsets.ts';
import { MAIN } from '../e2e/harness.ts';

const SEARCHING = REAL_HOST_IDS.filter((id) => REAL_HOSTS[id]?.search !== undefined);

it.for(SEARCHING)('the search of %s finds as many requests as evals/finding says of it', async (id, context) => {
  const host = ready(id);
  if ('skipped' in host) return context.skip(host.skipped);
  const said = evaluate(await listed(CORE)).filter((each) => each.host === host.title);
  const counts = said.map(({ language, asked, found }) => ({ language, asked, found }));
  expect(counts.length).toBeGreaterThan(0);
  expect(await findable(host, MAIN)).toEqual(counts);
  return undefined;
});
