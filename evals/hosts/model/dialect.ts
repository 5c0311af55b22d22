import { jsonBytes } from '../../shared/sizes.ts';

/** A tool as a host offers it to a model. */
export interface OfferedTool {
  name: string;
  /** Group that the tool belongs to, where the API has such. */
  namespace?: string;
  /** Of its definition, as JSON. */
  bytes: number;
}

/** What a host sends to a model in one request, read from the body. */
export interface Prompt {
  tools: readonly OfferedTool[];
  /** Bytes of the list of tools as JSON, those of the host itself included. */
  toolBytes: number;
  /** System prompt and what stands for one. */
  instructions: string;
  /** Everything a user is said to have said; hosts put reminders and lists of tools there too. */
  said: string;
  /** Results of the calls so far, oldest first, as the text that a model reads. */
  results: readonly string[];
}

/** What a model answers: one call, or words, which end the turn. */
export type Reply =
  | { call: OfferedTool; id: string; args: Readonly<Record<string, unknown>> }
  | { call?: undefined; say: string };

/** The body of an answer: JSON in one piece, or events of a stream. */
export type Answer = { json: unknown } | { events: readonly ServerEvent[] };

export interface ServerEvent {
  /** Name of the event, where the API names its events. */
  name?: string;
  data: unknown;
}

/** An API of model vendors, as far as agents use it. */
export interface Dialect {
  name: string;
  /** Whether a request for a path is one for an answer of a model. */
  serves(path: string): boolean;
  read(body: Body): Prompt;
  /** @param path of the request, which may say whether a stream is wanted */
  write(reply: Reply, body: Body, path: string): Answer;
}

/** A request's body. It comes from a program under test: every field may be missing or of another kind. */
export type Body = Readonly<Record<string, unknown>>;

export const listOf = (value: unknown): readonly Body[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];

export const objectOf = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};

export const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * The text a model reads of a message's content, in the forms the APIs have: a string, a list of parts, or an object with one
 * text in it. Anything else is read as JSON, which is how a model gets it.
 */
export function readable(content: unknown): string {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(readable).join('\n');
  if (typeof content !== 'object' || content === null) return '';
  if ('text' in content && typeof content.text === 'string') return content.text;
  const values = Object.values(content);
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : JSON.stringify(content);
}

/** @param tool the element of a list that defines it */
export const offered = (tool: Body, name: unknown = tool.name, namespace?: unknown): OfferedTool => ({
  name: stringOf(name),
  ...(namespace === undefined ? {} : { namespace: stringOf(namespace) }),
  bytes: jsonBytes(tool),
});

/** Whether a host's name of a tool stands for a tool of the server: hosts put a prefix before it. */
export const isNamed = (name: string, tool: string): boolean =>
  name === tool || (name.endsWith(tool) && /[^a-z]$/i.test(name.slice(0, -tool.length)));

/** A host's full name of a tool, where some text has it: with the prefix, so that prose about a tool does not count. */
export const fullNameIn = (texts: readonly string[], tool: string): string | undefined =>
  texts.flatMap((text) => text.match(/[A-Za-z0-9_-]+/g) ?? []).find((word) => word !== tool && isNamed(word, tool));

/** Whether a model can call a tool at once, or is told its name to search for. */
export const isTold = ({ tools, instructions, said }: Prompt, tool: string): boolean =>
  tools.some(({ name }) => isNamed(name, tool)) || fullNameIn([instructions, said], tool) !== undefined;
