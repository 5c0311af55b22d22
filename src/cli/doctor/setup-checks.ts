import type { Provenance } from '../../config/config.ts';
import { proxyVariables } from '../../config/proxy.ts';
import { LEAST_NODE } from '../../config/version.ts';
import { ceilingWords } from '../../domain/ceilings.ts';
import type { FaultDetails } from '../../domain/fault.ts';
import { maskSecrets } from '../../shaping/mask.ts';
import { allTools } from '../../tools/all.ts';
import { offeredText } from '../offered-text.ts';
import { broken, type DoctorCheck, ok, skipped, warning } from './check.ts';
import type { Subject } from './subject.ts';

const parts = (version: string): number[] => version.replace(/^v/, '').split('.').map(Number);

/** Whether a version such as `22.1.0` is at least another. */
export function atLeast(version: string, least: string): boolean {
  const [have, want] = [parts(version), parts(least)];
  const differing = want.findIndex((part, index) => have[index] !== part);
  return differing === -1 || (have[differing] ?? 0) > (want[differing] ?? 0);
}

export const nodeCheck = (version: string = process.versions.node): DoctorCheck => ({
  id: 'node',
  title: 'Node.js',
  run: () =>
    atLeast(version, LEAST_NODE)
      ? ok(`${version} (at least ${LEAST_NODE} is needed)`)
      : broken(`${version} is too old.`, `Install Node.js ${LEAST_NODE} or later.`),
});

/** A setting's value as it may be shown. */
export function shownValue({ setting, value }: Provenance): string {
  if (setting.secret) return '***';
  return maskSecrets(Array.isArray(value) ? value.join(',') : String(value));
}

export const configurationCheck = (subject: Subject | FaultDetails): DoctorCheck => ({
  id: 'configuration',
  title: 'Configuration',
  run: () => {
    if (!('explained' in subject)) {
      const valid = subject.valid === undefined ? '' : ` Valid: ${subject.valid.join(', ')}.`;
      return broken(maskSecrets(subject.message), maskSecrets(subject.fix) + valid);
    }
    const set = subject.explained.filter(({ source }) => source !== 'default');
    const list = set.map((each) => `${each.setting.flag}=${shownValue(each)} from ${each.from}`);
    const rest = `${subject.explained.length - set.length} settings at their defaults`;
    return ok([...list, rest].join('; '));
  },
});

/** Which ceilings bind creates and updates (R42), as a model would be told. */
export const ceilingsCheck = ({ composition }: Pick<Subject, 'composition'>): DoctorCheck => ({
  id: 'ceilings',
  title: 'Ceilings',
  needs: ['configuration'],
  run: () => {
    const words = ceilingWords(composition.runtime.operator.ceilings);
    return ok(
      words.length === 0
        ? 'none are set: a job may be as large and run as long as the account allows'
        : words.join('; '),
    );
  },
});

/** How many tools the settings leave on: a model cannot see that there are more. */
export const toolsCheck = ({ tools }: Pick<Subject, 'tools'>): DoctorCheck => ({
  id: 'tools',
  title: 'Tools',
  needs: ['configuration'],
  run: () =>
    ok(
      offeredText(
        tools.map(({ name }) => name),
        allTools,
      ),
    ),
});

export const regionCheck = ({ region }: Subject): DoctorCheck => ({
  id: 'region',
  title: 'Region',
  needs: ['configuration'],
  run: () => {
    if (region === undefined)
      return skipped(
        'none is configured: each call has to name one, and nothing of the cloud can be tested here',
        'Set --region or PAI_DLC_MCP_REGION to the region your jobs run in, then run doctor again.',
      );
    return ok(region);
  },
});

export const proxyCheck = (variables = proxyVariables()): DoctorCheck => ({
  id: 'proxy',
  title: 'Proxy variables',
  run: () => {
    const seen = variables.map(({ name, value }) => `${name}=${value}`).join(', ');
    if (seen === '') return ok('none are set; the server connects directly');
    if (variables.every(({ name }) => /^no_proxy$/i.test(name))) return ok(`${seen}; the server connects directly`);
    return warning(
      `${seen}. The cloud SDK does not use them: the server connects directly.`,
      'If this machine reaches the internet through its proxy only, set --endpoint-dlc and --endpoint-aiworkspace to hosts that it reaches directly.',
    );
  },
});
