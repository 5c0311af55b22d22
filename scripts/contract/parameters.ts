import type { Contract, ContractType } from './read.ts';

/** What a type is made of: the type itself, or that of its items; a map has names of somebody's own. */
const itemOf = (type: ContractType): ContractType => (type.items === undefined ? type : itemOf(type.items));

/**
 * Everything that a request of an operation can hold, as paths in the order of the contract: `JobId`,
 * `JobSpecs.ResourceConfig.CPU`. A schema inside itself ends there.
 */
export function parametersOf(contract: Contract, action: string): readonly string[] {
  const { pathParams, query = {}, body = {} } = contract.operations[action] ?? { pathParams: [] };
  const below = (type: ContractType, path: string, seen: readonly string[]): string[] => {
    const { ref } = itemOf(type);
    if (ref === undefined || seen.includes(ref)) return [path];
    const members = Object.entries(contract.schemas[ref] ?? {});
    return [path, ...members.flatMap(([name, member]) => below(member, `${path}.${name}`, [...seen, ref]))];
  };
  const members = Object.entries({ ...query, ...body });
  return [...pathParams, ...members.flatMap(([name, type]) => below(type, name, []))];
}

/** The paths of what a value holds, where `type` is what the contract says of it. */
function pathsIn(contract: Contract, value: unknown, type: ContractType | undefined, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(contract, item, type?.items, path));
  const members = contract.schemas[type?.ref ?? ''];
  if (members === undefined || typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([name, part]) =>
    pathsIn(contract, part, members[name], `${path}.${name}`),
  );
  return [path, ...below];
}

/** The paths of what a request held, as it was on the wire. */
export function parametersSent(
  contract: Contract,
  { action, query, body }: { action: string; query: Readonly<Record<string, unknown>>; body: unknown },
): readonly string[] {
  const { pathParams, body: types = {} } = contract.operations[action] ?? { pathParams: [] };
  const inBody = Object.entries(Object(body)).flatMap(([name, value]) => pathsIn(contract, value, types[name], name));
  // An object of the query travels member by member.
  const inQuery = Object.keys(query).flatMap((name) => [name, name.split('.')[0] ?? name]);
  return [...pathParams, ...inQuery, ...inBody];
}
