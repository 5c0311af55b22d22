import { endpointFor, reachedRegions } from '../../api/endpoints.ts';
import type { Product } from '../../api/operation.ts';
import { duration } from '../../domain/duration.ts';
import { en, NOTHING, type Said, say, zh } from '../../domain/said.ts';
import { broken, type CheckResult, type DoctorCheck, ok, skipped, warning } from './check.ts';
import { clockAhead, type Reached, reach, Unreachable } from './reach.ts';
import { productsOf, type Subject } from './subject.ts';

const PRODUCTS: readonly Product[] = ['pai-dlc', 'aiworkspace', 'paistudio'];
const DAY_MS = 86_400_000;
/** A certificate that expires sooner than this gets a warning. */
const SOON_DAYS = 14;
/** The gateway refuses requests dated further from its own clock (api-notes: signing). */
const REFUSED_SECONDS = 15 * 60;
const NOTICED_SECONDS = 60;

export const SET_CLOCK = say(en`Set the clock of this machine, best by NTP.`, zh`请校准本机时钟，最好使用 NTP。`);

const CAUSES: Readonly<Record<Unreachable['step'], { what: Said; fix: Said }>> = {
  dns: {
    what: say(en`The name could not be resolved`, zh`无法解析该域名`),
    fix: say(
      en`Check the DNS of this machine, the region and the endpoint settings.`,
      zh`请检查本机的 DNS、地域和 Endpoint 设置。`,
    ),
  },
  tcp: {
    what: say(en`No connection came to be`, zh`无法建立连接`),
    fix: say(en`Check network, firewall and the endpoint settings.`, zh`请检查网络、防火墙和 Endpoint 设置。`),
  },
  tls: {
    what: say(en`The TLS handshake failed`, zh`TLS 握手失败`),
    fix: say(
      en`Check the clock and what inspects TLS on the way; a private authority is trusted through NODE_EXTRA_CA_CERTS.`,
      zh`请检查本机时钟，以及网络中会解密 TLS 流量的设备；私有 CA 可以通过 NODE_EXTRA_CA_CERTS 添加信任。`,
    ),
  },
};

function described({ host, port, addresses, tls }: Reached): CheckResult {
  const found =
    addresses === undefined
      ? NOTHING
      : say(en`, ${addresses} address${addresses === 1 ? '' : 'es'}`, zh`，${addresses} 个地址`);
  const where = say(en`${host}:${port}${found}`, zh`${host}:${port}${found}`);
  if (tls === undefined) return ok(say(en`${where}, plain http on loopback`, zh`${where}，本机回环地址上的 http`));
  const day = tls.validUntil.toISOString().slice(0, 10);
  const detail = say(
    en`${where}, ${tls.protocol}, certificate valid until ${day}`,
    zh`${where}，${tls.protocol}，证书有效期至 ${day}`,
  );
  return tls.validUntil.getTime() - Date.now() < SOON_DAYS * DAY_MS
    ? warning(
        detail,
        say(en`Have the certificate of ${host} renewed before ${day}.`, zh`请在 ${day} 之前更新 ${host} 的证书。`),
      )
    : ok(detail);
}

/** Products that tools can do without: they say less where it does not answer, but still answer. */
const DISPENSABLE: { readonly [P in Product]?: Said } = {
  paistudio: say(
    en`Without it, quotas cannot be listed, and a diagnosis says less about why a job waits in one.`,
    zh`没有它就无法列出资源配额，诊断也更难说明任务为什么在配额中排队。`,
  ),
};

/**
 * Checks the endpoint of one product. One that no offered tool depends on is only a warning where it cannot be reached.
 */
function endpointCheck(subject: Subject, product: Product): DoctorCheck {
  const { region = '' } = subject;
  const used = productsOf(subject).has(product);
  return {
    id: `endpoint:${product}`,
    title: say(en`Endpoint of ${product}`, zh`${product} 的 Endpoint`),
    needs: ['configuration', 'region'],
    run: async (signal) => {
      const target = await subject.target();
      if (!reachedRegions(product, target.extraRegions).includes(region))
        return skipped(say(en`${product} has no endpoint in ${region}`, zh`${product} 在 ${region} 没有 Endpoint`));
      const endpoint = endpointFor(product, region, target);
      try {
        return described(await reach(endpoint, signal));
      } catch (thrown) {
        if (!(thrown instanceof Unreachable)) throw thrown;
        const { what, fix } = CAUSES[thrown.step];
        const detail = say(
          en`${what}: ${endpoint.host} (${thrown.code}).`,
          zh`${what}：${endpoint.host}（${thrown.code}）。`,
        );
        if (!used)
          return warning(say(en`${detail} No offered tool calls it.`, zh`${detail}启用的工具都不调用它。`), fix);
        const without = DISPENSABLE[product];
        return without === undefined
          ? broken(detail, fix)
          : warning(say(en`${detail} ${without}`, zh`${detail}${without}`), fix);
      }
    },
  };
}

export const endpointChecks = (subject: Subject): readonly DoctorCheck[] =>
  PRODUCTS.map((product) => endpointCheck(subject, product));

/** Seconds in words, with the direction. */
function skewWords(ahead: number): Said {
  const by = duration(Math.abs(ahead));
  return ahead > 0
    ? say(en`${by} ahead of the cloud's`, zh`快 ${by}`)
    : say(en`${by} behind the cloud's`, zh`慢 ${by}`);
}

export const clockCheck = (subject: Subject): DoctorCheck => {
  const [product = 'aiworkspace'] = productsOf(subject);
  return {
    id: 'clock',
    title: say(en`Clock`, zh`时钟`),
    needs: ['configuration', 'region', `endpoint:${product}`],
    run: async (signal) => {
      const ahead = await clockAhead(endpointFor(product, subject.region ?? '', await subject.target()), signal);
      if (ahead === undefined)
        return skipped(
          say(
            en`unknown: the endpoint sent no date; a signed read shows whether it will do`,
            zh`未知：Endpoint 没有返回时间；签名调用会显示时钟是否可用`,
          ),
        );
      const detail = say(en`This machine's clock is ${skewWords(ahead)}`, zh`本机时钟比云端${skewWords(ahead)}`);
      if (Math.abs(ahead) >= REFUSED_SECONDS)
        return broken(
          say(en`${detail}; 15 min are too much for a signature.`, zh`${detail}；相差 15 分钟签名就会失效。`),
          SET_CLOCK,
        );
      if (Math.abs(ahead) >= NOTICED_SECONDS) return warning(say(en`${detail}.`, zh`${detail}。`), SET_CLOCK);
      const within = Math.max(2, Math.abs(ahead));
      return ok(say(en`within ${within} s of the cloud's`, zh`与云端相差不超过 ${within} 秒`));
    },
  };
};
