import type { certain } from './certain.ts';
import * as aiworkspace from './contract/aiworkspace.ts';
import * as paiDlc from './contract/pai-dlc.ts';
import * as paistudio from './contract/paistudio.ts';
import type { Answer, ContractOperation, PathNames, Request } from './contract/types.ts';
import type { Operation, Product } from './operation.ts';

const contract = { 'pai-dlc': paiDlc, aiworkspace, paistudio };
type Contract = typeof contract;

/** What the contract cannot say of an operation. */
interface Row<P extends Product, A> {
  product: P;
  action: A;
  /** Prefixes of its RAM action: in the official pages, and in the vendor's agent skill, which disagree. */
  ram: readonly [string, string];
}

/** Identity with inference: an operation that the contract does not have is a type error. */
const row = <P extends Product, A extends keyof Contract[P]['operations']>(
  product: P,
  action: A,
  ...ram: readonly [string, string]
): Row<P, A> => ({ product, action, ram });

const dlc = <A extends keyof Contract['pai-dlc']['operations']>(action: A) => row('pai-dlc', action, 'paidlc', 'pai');

/** Every operation that the server can call, one row each. */
const rows = {
  CreateJob: dlc('CreateJob'),
  ListJobs: dlc('ListJobs'),
  GetJob: dlc('GetJob'),
  UpdateJob: dlc('UpdateJob'),
  StopJob: dlc('StopJob'),
  GetPodLogs: dlc('GetPodLogs'),
  GetPodEvents: dlc('GetPodEvents'),
  GetJobEvents: dlc('GetJobEvents'),
  ListJobSanityCheckResults: dlc('ListJobSanityCheckResults'),
  GetJobSanityCheckResult: dlc('GetJobSanityCheckResult'),
  ListEcsSpecs: dlc('ListEcsSpecs'),
  GetWebTerminal: dlc('GetWebTerminal'),
  GetToken: dlc('GetToken'),
  ListWorkspaces: row('aiworkspace', 'ListWorkspaces', 'paiworkspace', 'aiworkspace'),
  ListImageLabels: row('aiworkspace', 'ListImageLabels', 'paiimage', 'aiworkspace'),
  ListImages: row('aiworkspace', 'ListImages', 'paiimage', 'aiworkspace'),
  GetImage: row('aiworkspace', 'GetImage', 'paiimage', 'aiworkspace'),
  ListDatasets: row('aiworkspace', 'ListDatasets', 'paidataset', 'aiworkspace'),
  GetDataset: row('aiworkspace', 'GetDataset', 'paidataset', 'aiworkspace'),
  ListCodeSources: row('aiworkspace', 'ListCodeSources', 'paicodesource', 'aiworkspace'),
  GetCodeSource: row('aiworkspace', 'GetCodeSource', 'paicodesource', 'aiworkspace'),
  GetQuotaWorkloadDiagnosis: row('paistudio', 'GetQuotaWorkloadDiagnosis', 'paistudio', 'pai'),
} as const;

/** Name of an operation, as the API spells it. */
export type Action = keyof typeof rows;

type ProductOf<A extends Action> = Contract[(typeof rows)[A]['product']];
type OperationOf<A extends Action> = ProductOf<A>['operations'][(typeof rows)[A]['action'] &
  keyof ProductOf<A>['operations']];
type SchemasOf<A extends Action> = ProductOf<A>['schemas'];
type Part<T, K extends string> = T extends { [Name in K]: infer M } ? M : Record<never, never>;
type PathOf<T> = T extends { path: infer P } ? P : never;

/** Path, query and body members of an operation in one flat object, in wire names. */
export type Input<A extends Action> = Record<PathNames<PathOf<OperationOf<A>>>, string> &
  Request<Part<OperationOf<A>, 'query'>, SchemasOf<A>> &
  Request<Part<OperationOf<A>, 'body'>, SchemasOf<A>>;

/** Answer of an operation: documented members typed, unknown ones passed through as they came. */
export type Output<A extends Action> =
  OperationOf<A> extends { answer: infer T extends keyof SchemasOf<A> }
    ? Answer<SchemasOf<A>, T, typeof certain>
    : Record<string, unknown>;

function operationOf({ product, action, ram: [official, skill] }: Row<Product, PropertyKey>): Operation {
  const { version, operations: all, schemas } = contract[product];
  const name = String(action);
  // A row that names no operation of its product does not compile.
  const operation = (all as Record<string, ContractOperation>)[name] as ContractOperation;
  const { method, path, query = {}, json = [], body, answer } = operation;
  return {
    product,
    version,
    action: name,
    method,
    path,
    query,
    json,
    body,
    answer,
    schemas,
    ram: [`${official}:${name}`, `${skill}:${name}`],
    effect: method === 'GET' ? 'read' : 'write',
  };
}

/** Every operation the server can call, by action name. */
export const operations = Object.fromEntries(
  Object.entries(rows).map(([name, each]) => [name, operationOf(each)]),
) as Readonly<Record<Action, Operation>>;
