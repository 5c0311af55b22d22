import { en, listed, type Said, say, zh } from '../../domain/said.ts';
import type { ConfigScope, Host } from './host.ts';

const STAY = say(
  en`The values stay in the environment that the host is started from.`,
  zh`变量的值只保留在启动该宿主的环境中。`,
);
const KEEP = say(
  en`keep credentials where the server finds them by itself, in the configuration of the aliyun CLI`,
  zh`请把凭证放在服务器自己能找到的地方，即 aliyun CLI 的配置中`,
);

/**
 * What a person has to know about credentials: whether the host passes them to the server, and what to do where not.
 * @param names variables that the entry lets through
 */
export function aboutVariables({ title, passing: { inherits, named } }: Host, names: readonly string[]): Said {
  if (inherits === 'all')
    return say(
      en`It holds no credentials: ${title} passes on the variables of the shell that it is started from.`,
      zh`其中没有凭证：${title} 会传递启动它的 shell 中的变量。`,
    );
  if (names.length > 0)
    return say(
      en`It holds no credentials, only the names of variables that ${title} is to pass on: ${names.join(', ')}. ${STAY}`,
      zh`其中没有凭证，只有 ${title} 要传递的变量名：${names.join('、')}。${STAY}`,
    );
  if (named === undefined)
    return say(
      en`It holds no credentials, and ${title} is not known to pass on variables: ${KEEP} (aliyun configure).`,
      zh`其中没有凭证，也不清楚 ${title} 是否传递变量：${KEEP}（aliyun configure）。`,
    );
  return say(
    en`It holds no credentials. None of their variables is set in this shell, so none is named for ${title} to pass on: ${KEEP}, or set them and run init again.`,
    zh`其中没有凭证。此 shell 中没有设置凭证变量，因此没有写入要 ${title} 传递的变量名：${KEEP}，或设置这些变量后重新运行 init。`,
  );
}

/** What makes the host read an entry of a scope. */
export function nextStep({ next, ofProject }: Host, scope?: ConfigScope): Said {
  const steps = [next, ...(scope === 'project' && ofProject !== undefined ? [ofProject] : [])];
  const all = listed(steps, say(en` `, zh``));
  return say(en`Next: ${all}`, zh`下一步：${all}`);
}
