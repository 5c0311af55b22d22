import type { ContractMembers, ContractType, Correction, MetadataType } from './read.ts';

/** What is known of one member beyond its type. */
export interface Limits {
  int: boolean;
  values: readonly string[] | undefined;
  range: readonly [number | null, number | null] | undefined;
  length: readonly [number, number | null] | undefined;
}

const number = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

/**
 * The limits of a member: of a correction, else of the metadata, else the values that the client's prose lists.
 * @param corrections by `Owner.Member`, or `*.Member` for all owners of whose limits the sources say nothing
 */
export function limitsOf(
  owner: string,
  name: string,
  type: ContractType,
  metadata: MetadataType | undefined,
  corrections: Readonly<Record<string, Correction>>,
): Limits {
  const fix = corrections[`${owner}.${name}`];
  const usual = corrections[`*.${name}`];
  const listed = metadata?.enum ?? metadata?.enumValues;
  const closed =
    type.type === 'string' ? [listed, type.listedValues].find((list) => list && list.length > 0) : undefined;
  const { minimum, maximum, minLength, maxLength, minItems } = metadata ?? {};
  const range =
    minimum === undefined && maximum === undefined ? undefined : ([number(minimum), number(maximum)] as const);
  const least = minLength ?? minItems;
  return {
    int: typeName(type, true).startsWith('int') && ((fix ?? usual)?.is === 'int' || metadata?.type === 'integer'),
    values: fix?.values === undefined ? closed : (fix.values ?? undefined),
    range: fix?.range ?? range ?? usual?.range,
    length: least === undefined && maxLength === undefined ? undefined : [least ?? 0, maxLength ?? null],
  };
}

/** A type in the short form of the generated files: `string`, `JobSpec[]`, `string{}`. */
export function typeName(type: ContractType, int = false): string {
  if (type.ref !== undefined) return type.ref;
  if (type.type === 'array') return `${typeName(type.items ?? { type: 'any' }, int)}[]`;
  if (type.type === 'map') return `${typeName(type.values ?? { type: 'any' }, int)}{}`;
  return int && type.type === 'number' ? 'int' : (type.type ?? 'any');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

function memberText(type: ContractType, { int, values, range, length }: Limits): string {
  const is = quoted(`${typeName(type, int)}${type.required ? '!' : ''}`);
  const parts = [
    ...(values === undefined ? [] : [`values: [${values.map(quoted).join(', ')}]`]),
    ...(range === undefined ? [] : [`range: [${range.map(String).join(', ')}]`]),
    ...(length === undefined ? [] : [`length: [${length[0]}, ${length[1]}]`]),
  ];
  return parts.length === 0 ? is : `{ is: ${[is, ...parts].join(', ')} }`;
}

/** Members as source text, in the order of the contract; every limit stands beside its member. */
export const membersText = (
  owner: string,
  members: ContractMembers,
  metadataOf: (name: string) => MetadataType | undefined,
  corrections: Readonly<Record<string, Correction>>,
): string =>
  Object.entries(members)
    .map(([name, type]) => {
      const limits = limitsOf(owner, name, type, metadataOf(name), corrections);
      return `${/^\w+$/.test(name) ? name : quoted(name)}: ${memberText(type, limits)},`;
    })
    .join('\n');

/** Names of the schemas that members refer to. */
export const refsOf = (members: ContractMembers): string[] =>
  Object.values(members).flatMap(function refs(type: ContractType): string[] {
    return [type.ref, type.items, type.values].flatMap((part) =>
      part === undefined ? [] : typeof part === 'string' ? [part] : refs(part),
    );
  });
