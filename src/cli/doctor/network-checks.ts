import { endpointFor, reachedRegions } from '../../api/endpoints.ts';
import type { Product } from '../../api/operation.ts';
import { durationWords } from '../../domain/duration.ts';
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

export const SET_CLOCK = 'Set the clock of this machine, best by NTP.';

const CAUSES: Readonly<Record<Unreachable['step'], { what: string; fix: string }>> = {
  dns: {
    what: 'The name could not be resolved',
    fix: 'Check the DNS of this machine, the region and the endpoint settings.',
  },
  tcp: { what: 'No connection came to be', fix: 'Check network, firewall and the endpoint settings.' },
  tls: {
    what: 'The TLS handshake failed',
    fix: 'Check the clock and what inspects TLS on the way; a private authority is trusted through NODE_EXTRA_CA_CERTS.',
  },
};

function described({ host, port, addresses, tls }: Reached): CheckResult {
  const where = `${host}:${port}${addresses === undefined ? '' : `, ${addresses} address${addresses === 1 ? '' : 'es'}`}`;
  if (tls === undefined) return ok(`${where}, plain http on loopback`);
  const day = tls.validUntil.toISOString().slice(0, 10);
  const detail = `${where}, ${tls.protocol}, certificate valid until ${day}`;
  return tls.validUntil.getTime() - Date.now() < SOON_DAYS * DAY_MS
    ? warning(detail, `Have the certificate of ${host} renewed before ${day}.`)
    : ok(detail);
}

/** Products that tools can do without: they say less where it does not answer, but still answer. */
const DISPENSABLE: { readonly [P in Product]?: string } = {
  paistudio: 'Without it, quotas cannot be listed, and a diagnosis says less about why a job waits in one.',
};

/** Checks the endpoint of one product. One that no offered tool depends on is only a warning where it cannot be reached. */
function endpointCheck(subject: Subject, product: Product): DoctorCheck {
  const { region = '' } = subject;
  const used = productsOf(subject).has(product);
  return {
    id: `endpoint:${product}`,
    title: `Endpoint of ${product}`,
    needs: ['configuration', 'region'],
    run: async (signal) => {
      const target = await subject.target();
      if (!reachedRegions(product, target.extraRegions).includes(region))
        return skipped(`${product} has no endpoint in ${region}`);
      const endpoint = endpointFor(product, region, target);
      try {
        return described(await reach(endpoint, signal));
      } catch (thrown) {
        if (!(thrown instanceof Unreachable)) throw thrown;
        const { what, fix } = CAUSES[thrown.step];
        const detail = `${what}: ${endpoint.host} (${thrown.code}).`;
        if (!used) return warning(`${detail} No offered tool calls it.`, fix);
        const without = DISPENSABLE[product];
        return without === undefined ? broken(detail, fix) : warning(`${detail} ${without}`, fix);
      }
    },
  };
}

export const endpointChecks = (subject: Subject): readonly DoctorCheck[] =>
  PRODUCTS.map((product) => endpointCheck(subject, product));

/** Seconds in words, with the direction. */
const skewWords = (ahead: number): string =>
  `${durationWords(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} the cloud's`;

export const clockCheck = (subject: Subject): DoctorCheck => {
  const [product = 'aiworkspace'] = productsOf(subject);
  return {
    id: 'clock',
    title: 'Clock',
    needs: ['configuration', 'region', `endpoint:${product}`],
    run: async (signal) => {
      const ahead = await clockAhead(endpointFor(product, subject.region ?? '', await subject.target()), signal);
      if (ahead === undefined)
        return skipped('unknown: the endpoint sent no date; a signed read shows whether it will do');
      const detail = `This machine's clock is ${skewWords(ahead)}`;
      if (Math.abs(ahead) >= REFUSED_SECONDS)
        return broken(`${detail}; 15 min are too much for a signature.`, SET_CLOCK);
      if (Math.abs(ahead) >= NOTICED_SECONDS) return warning(`${detail}.`, SET_CLOCK);
      return ok(`within ${Math.max(2, Math.abs(ahead))} s of the cloud's`);
    },
  };
};
