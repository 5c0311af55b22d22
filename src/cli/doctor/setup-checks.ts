import type { Provenance } from '../../config/config.ts';
import { proxyVariables } from '../../config/proxy.ts';
import { LEAST_NODE } from '../../config/version.ts';
import { ceilingWords } from '../../domain/ceilings.ts';
import type { FaultDetails } from '../../domain/fault.ts';
import { asIs, en, listed, say, zh } from '../../domain/said.ts';
import { cards } from '../../server/cards.ts';
import { maskSecrets } from '../../shaping/mask.ts';
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
  title: asIs('Node.js'),
  run: () =>
    atLeast(version, LEAST_NODE)
      ? ok(say(en`${version} (at least ${LEAST_NODE} is needed)`, zh`${version}（至少需要 ${LEAST_NODE}）`))
      : broken(
          say(en`${version} is too old.`, zh`${version} 版本过低。`),
          say(en`Install Node.js ${LEAST_NODE} or later.`, zh`请安装 Node.js ${LEAST_NODE} 或更高版本。`),
        ),
});

/** A setting's value as it may be shown. */
export function shownValue({ setting, value }: Provenance): string {
  if (setting.secret) return '***';
  return maskSecrets(Array.isArray(value) ? value.join(',') : String(value));
}

export const configurationCheck = (subject: Subject | FaultDetails): DoctorCheck => ({
  id: 'configuration',
  title: say(en`Configuration`, zh`配置`),
  run: () => {
    if (!('explained' in subject)) {
      const valid = subject.valid === undefined ? '' : ` Valid: ${subject.valid.join(', ')}.`;
      return broken(asIs(maskSecrets(subject.message)), asIs(maskSecrets(subject.fix) + valid));
    }
    const set = subject.explained.filter(({ source }) => source !== 'default');
    const list = set.map((each) => {
      const value = `${each.setting.flag}=${shownValue(each)}`;
      return say(en`${value} from ${each.from ?? ''}`, zh`${value}（来自 ${each.from ?? ''}）`);
    });
    const defaults = subject.explained.length - set.length;
    const rest = say(en`${defaults} settings at their defaults`, zh`${defaults} 项设置为默认值`);
    return ok(listed([...list, rest], say(en`; `, zh`；`)));
  },
});

/** Which ceilings bind creates and updates (R42). */
export const ceilingsCheck = ({
  composition,
  config: { prices },
}: Pick<Subject, 'composition' | 'config'>): DoctorCheck => ({
  id: 'ceilings',
  title: say(en`Ceilings`, zh`上限`),
  needs: ['configuration'],
  run: () => {
    const { ceilings } = composition.runtime.operator;
    const set = ceilingWords(ceilings);
    const words = listed(set, say(en`; `, zh`；`));
    if (ceilings.pricePerHour !== undefined && prices === undefined)
      return warning(
        say(
          en`${words}; no price is known, so that every job that is not on a quota is refused`,
          zh`${words}；没有价格，因此不使用资源配额的任务都会被拒绝`,
        ),
        say(
          en`Give a table of prices with --prices, or leave --max-price-per-hour out.`,
          zh`请用 --prices 提供价格表，或去掉 --max-price-per-hour。`,
        ),
      );
    return ok(
      set.length === 0
        ? say(
            en`none are set: a job may be as large and run as long as the account allows`,
            zh`未设置：任务的规模和运行时间只受账号限制`,
          )
        : words,
    );
  },
});

/** How many tools the settings leave on: a model cannot see that there are more. */
export const toolsCheck = ({ tools }: Pick<Subject, 'tools'>): DoctorCheck => ({
  id: 'tools',
  title: say(en`Tools`, zh`工具`),
  needs: ['configuration'],
  run: () =>
    ok(
      offeredText(
        tools.map(({ name }) => name),
        cards,
      ),
    ),
});

export const regionCheck = ({ region }: Subject): DoctorCheck => ({
  id: 'region',
  title: say(en`Region`, zh`地域`),
  needs: ['configuration'],
  run: () => {
    if (region === undefined)
      return skipped(
        say(
          en`none is configured: each call has to name one, and nothing of the cloud can be tested here`,
          zh`未配置：每次调用都必须指定，此处也无法检查云端`,
        ),
        say(
          en`Set --region or PAI_DLC_MCP_REGION to the region your jobs run in, then run doctor again.`,
          zh`请将 --region 或 PAI_DLC_MCP_REGION 设为任务所在的地域，然后重新运行 doctor。`,
        ),
      );
    return ok(asIs(region));
  },
});

const DIRECT = say(en`the server connects directly`, zh`服务器直接连接`);

export const proxyCheck = (variables = proxyVariables()): DoctorCheck => ({
  id: 'proxy',
  title: say(en`Proxy variables`, zh`代理变量`),
  run: () => {
    const seen = variables.map(({ name, value }) => `${name}=${value}`).join(', ');
    if (seen === '') return ok(say(en`none are set; ${DIRECT}`, zh`未设置；${DIRECT}`));
    if (variables.every(({ name }) => /^no_proxy$/i.test(name)))
      return ok(say(en`${seen}; ${DIRECT}`, zh`${seen}；${DIRECT}`));
    return warning(
      say(
        en`${seen}. The cloud SDK does not use them: the server connects directly.`,
        zh`${seen}。云端 SDK 不使用这些变量：服务器直接连接。`,
      ),
      say(
        en`If this machine reaches the internet through its proxy only, set --endpoint-dlc and --endpoint-aiworkspace to hosts that it reaches directly.`,
        zh`如果本机只能通过代理访问互联网，请将 --endpoint-dlc 和 --endpoint-aiworkspace 设为本机可以直接访问的主机。`,
      ),
    );
  },
});
