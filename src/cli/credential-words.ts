import { join } from 'node:path';
import { configureCredentials, configuring, credentialWays } from '../api/errors.ts';
import { userPlaces } from '../config/home.ts';
import type { FaultDetails } from '../domain/fault.ts';
import { closest } from '../domain/nearest.ts';
import { asIs, en, NOTHING, type Said, say, zh } from '../domain/said.ts';
import { readForeign } from '../files/foreign-file.ts';
import { cleanText } from '../shaping/clean.ts';

const CLI_FILE = '~/.aliyun/config.json';
const MOST_BYTES = 1024 * 1024;
const MOST_NAMES = 5;

/** The names of the aliyun CLI's profiles. None where its file is missing or is not as the CLI writes it. */
async function profileNames(): Promise<readonly string[]> {
  try {
    const bytes = await readForeign(join(userPlaces().home, '.aliyun', 'config.json'), MOST_BYTES);
    const { profiles } = JSON.parse(String(bytes)) as { profiles: readonly { name?: unknown }[] };
    return profiles.flatMap(({ name }) => (typeof name === 'string' && name !== '' ? [cleanText(name)] : []));
  } catch {
    return [];
  }
}

/** What helps where no credentials are found or accepted. A named profile rules out every way but its own. */
async function supplying(profile: string | undefined): Promise<Said> {
  if (profile === undefined)
    return say(
      en`For credentials, ${credentialWays()}; then run this again.`,
      zh`请设置环境变量 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET（STS 凭证还需要 ALIBABA_CLOUD_SECURITY_TOKEN），或运行 aliyun configure，或为 ECS 实例授予 RAM 角色，或使用 OIDC；然后重新运行。`,
    );
  const names = closest(profile, await profileNames(), MOST_NAMES).join(', ');
  const there = names === '' ? NOTHING : say(en` ${CLI_FILE} has: ${names}.`, zh`${CLI_FILE} 中有：${names}。`);
  return say(
    en`For credentials, ${credentialWays(profile)}; then run this again.${there}`,
    zh`--profile（或其环境变量）是“${profile}”，因此不会使用其他凭证：请更正名称，或去掉该设置，或运行 ${configuring(profile)}；然后重新运行。${there}`,
  );
}

/**
 * The repair of a fault in words for a person. The fault's own words are for a model.
 * @param profile that the operator has named
 */
export const mendingOf = async ({ fix }: FaultDetails, profile: string | undefined): Promise<Said> =>
  fix === configureCredentials(profile) ? supplying(profile) : asIs(fix);

/** Where each provider of the official library has a credential from. */
const PLACES: Readonly<Record<string, Said>> = {
  env: say(en`the environment variables`, zh`环境变量`),
  oidc_role_arn: say(en`a role assumed with OIDC`, zh`通过 OIDC 扮演的角色`),
  cli_profile: say(en`the aliyun CLI (${CLI_FILE})`, zh`aliyun CLI（${CLI_FILE}）`),
  profile: say(en`the credentials file of the Alibaba Cloud SDKs`, zh`阿里云 SDK 的凭证文件`),
  ecs_ram_role: say(en`the RAM role of this ECS instance`, zh`本 ECS 实例的 RAM 角色`),
  credential_uri: say(en`the address in ALIBABA_CLOUD_CREDENTIALS_URI`, zh`ALIBABA_CLOUD_CREDENTIALS_URI 中的地址`),
  static_ak: say(en`the simulator`, zh`模拟器`),
};

/** Where a credential is from. @param provider the library's names for it, outermost first: `default/cli_profile` */
export function foundIn(provider: string): Said {
  const [name = ''] = provider.split('/').filter((part) => part !== 'default');
  return Object.hasOwn(PLACES, name) ? (PLACES[name] as Said) : asIs(provider);
}
