import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A type as the files of `contract/api` write it. */
export interface ContractType {
  type?: string;
  ref?: string;
  items?: ContractType;
  values?: ContractType;
  required?: boolean;
  listedValues?: readonly string[];
  serialised?: 'json' | 'simple';
}
export type ContractMembers = Readonly<Record<string, ContractType>>;

export interface ContractOperation {
  method: string;
  path: string;
  pathParams: readonly string[];
  query?: ContractMembers;
  body?: ContractMembers;
  /** Name of the schema of its answer; `null` where no published client has the operation. */
  responseBody: string | null;
}

/** What the published clients say of a product. */
export interface Contract {
  product: string;
  version: string;
  source: string;
  endpoints: Readonly<Record<string, string>>;
  operations: Readonly<Record<string, ContractOperation>>;
  schemas: Readonly<Record<string, ContractMembers>>;
}

/** A type as the official metadata writes it. */
export interface MetadataType {
  $ref?: string;
  type?: string;
  enumValues?: readonly string[];
  enum?: readonly string[];
  minimum?: string;
  maximum?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  properties?: Readonly<Record<string, MetadataType>>;
  items?: MetadataType;
}

/** What the official metadata says of a product. */
export interface Metadata {
  apis: Readonly<Record<string, { parameters?: readonly { name: string; in: string; schema?: MetadataType }[] }>>;
  schemas?: Readonly<Record<string, MetadataType>>;
}

/** What the other two lack or have wrong, by `Action.Parameter`, `Schema.Member` or `*.Parameter`. */
export interface Correction {
  is?: 'int';
  /** The closed list; `null`: there is none, whatever the sources list. */
  values?: readonly string[] | null;
  /** Least and most of a number; `null` for an open end. */
  range?: readonly [number | null, number | null];
  why: string;
}

export const PRODUCTS = ['pai-dlc', 'aiworkspace', 'paistudio'] as const;
export type ProductName = (typeof PRODUCTS)[number];

const read = <T>(root: string, path: string): T => JSON.parse(readFileSync(join(root, 'contract', path), 'utf8')) as T;

export const readContract = (root: string, product: ProductName): Contract => read(root, `api/${product}.json`);
export const readMetadata = (root: string, product: ProductName): Metadata => read(root, `metadata/${product}.json`);
export const readCorrections = (root: string): Readonly<Record<string, Correction>> =>
  read<{ members: Record<string, Correction> }>(root, 'corrections.json').members;

/** Why what the contract has is not offered: a reason that begins with `not yet: ` or `never: `. */
export interface NotOffered {
  /** By product and operation, for those that no tool calls. */
  operations: Readonly<Record<ProductName, Readonly<Record<string, string>>>>;
  /** By operation and path, for what no call of an offered operation sends; a reason holds for all that lies below. */
  parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
export const readNotOffered = (root: string): NotOffered => read(root, 'not-offered.json');
