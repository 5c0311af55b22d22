import type { CloudConfig } from '../../api/cloud.ts';
import type { Product } from '../../api/operation.ts';
import { operations } from '../../api/operations.ts';
import { type Config, configOf, type Provenance } from '../../config/config.ts';
import { Fault, type FaultDetails } from '../../domain/fault.ts';
import type { ToolCard } from '../../server/advertise.ts';
import { cards } from '../../server/cards.ts';
import { selectTools } from '../../server/select-tools.ts';
import { type Composition, compose } from '../compose.ts';
import { createLogger } from '../logger.ts';
import { createProbes, type Probes } from './reads.ts';

/** A valid configuration, and the process that it makes. */
export interface Subject {
  config: Config;
  explained: readonly Provenance[];
  composition: Composition;
  tools: readonly ToolCard[];
  /** Where calls go that name no region. */
  region: string | undefined;
  target(): Promise<CloudConfig>;
  reads: Probes;
}

/** @throws Fault `invalid_input` for settings that cannot be */
function examine(explained: readonly Provenance[]): Subject {
  const config = configOf(explained);
  const composition = compose(config, createLogger('silent'));
  const { region, workspaceId } = composition.runtime.scope;
  return {
    config,
    explained,
    composition,
    tools: selectTools(cards, config),
    region,
    target: composition.target,
    // Never used: without a region all checks that read are skipped.
    reads: createProbes(
      composition.runtime.cloud,
      region ?? '',
      workspaceId === undefined ? {} : { workspace: workspaceId },
    ),
  };
}

/** The subject of the checks, or what is wrong with the settings. */
export function subjectOf(explain: () => readonly Provenance[]): Subject | FaultDetails {
  try {
    return examine(explain());
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown.details;
    throw thrown;
  }
}

/** The products that the offered tools call. */
export const productsOf = ({ tools }: Pick<Subject, 'tools'>): ReadonlySet<Product> =>
  new Set(tools.flatMap((tool) => tool.actions).map((action) => operations[action].product));
