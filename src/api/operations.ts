import * as aiworkspaceContract from './contract/aiworkspace.ts';
import * as paiDlcContract from './contract/pai-dlc.ts';
import * as paistudioContract from './contract/paistudio.ts';
import type { Answer, ContractOperation, PathNames, Request, Schemas } from './contract/types.ts';
import type { Operation, Product } from './operation.ts';
import { aiworkspace } from './operations/aiworkspace.ts';
import { idsOf } from './operations/ids.ts';
import { paiDlc } from './operations/pai-dlc.ts';
import { paistudio } from './operations/paistudio.ts';
import type { OverlayRow } from './operations/row.ts';
import { pathNames } from './path.ts';

const contract = { 'pai-dlc': paiDlcContract, aiworkspace: aiworkspaceContract, paistudio: paistudioContract };
/** Every operation that the server can call, one row each. */
const rows = { 'pai-dlc': paiDlc, aiworkspace, paistudio };
type Contract = typeof contract;
type Rows = typeof rows;

/** Name of an operation, as the API spells it. */
export type Action = { [P in Product]: keyof Rows[P] }[Product];

type ProductOf<A> = { [P in Product]: A extends keyof Rows[P] ? P : never }[Product];
type OperationOf<A> = Contract[ProductOf<A>]['operations'][A & keyof Contract[ProductOf<A>]['operations']];
type SchemasOf<A> = Contract[ProductOf<A>]['schemas'];
type Part<T, K extends string> = T extends { [Name in K]: infer M } ? M : Record<never, never>;
type PathOf<T> = T extends { path: infer P } ? P : never;

/** Path, query and body members of an operation in one flat object, in wire names. */
export type Input<A extends Action> = Record<PathNames<PathOf<OperationOf<A>>>, string> &
  Request<Part<OperationOf<A>, 'query'>, SchemasOf<A>> &
  Request<Part<OperationOf<A>, 'body'>, SchemasOf<A>>;

/** Answer of an operation: documented members typed, unknown ones passed through as they came. */
export type Output<A extends Action> =
  OperationOf<A> extends { answer: infer T extends keyof SchemasOf<A> }
    ? Answer<SchemasOf<A>, T, Part<Rows[ProductOf<A>][A & keyof Rows[ProductOf<A>]], 'certain'>>
    : Record<string, unknown>;

function operationOf(product: Product, action: string, row: OverlayRow<ContractOperation, Schemas>): Operation {
  const { version, operations: all, schemas } = contract[product];
  // It is there: a row whose name is not an operation of its product does not compile.
  const operation = (all as Record<string, ContractOperation>)[action] as ContractOperation;
  const { method, path, query = {}, json = [], body, answer } = operation;
  const { ram, effect, hold, certain = {} } = row;
  return {
    product,
    version,
    action,
    method,
    path,
    query,
    json,
    body,
    answer,
    schemas,
    ram: [`${ram[0]}:${action}`, `${ram[1]}:${action}`],
    effect,
    ids: idsOf([...pathNames(path), ...Object.keys({ ...query, ...body })], row.ids),
    hold,
    probe: row.effect === 'read' ? row.probe : undefined,
    certain,
  };
}

/** Every operation the server can call, by action name. */
export const operations = Object.fromEntries(
  (Object.keys(rows) as Product[]).flatMap((product) =>
    Object.entries(rows[product]).map(([action, row]) => [action, operationOf(product, action, row)]),
  ),
) as Readonly<Record<Action, Operation>>;
