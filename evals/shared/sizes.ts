import type { CallToolResult } from '@modelcontextprotocol/client';

/**
 * Size of an answer in bytes of JSON, as it goes over the wire: what is to be read, and the same as data. A picture is not read by its
 * bytes: models count its pixels, some 530 tokens for one of 800 x 500.
 */
export interface AnswerBytes {
  text: number;
  data: number;
}

/** Bytes of a value as JSON; 0 of none. */
export const jsonBytes = (value: unknown): number =>
  value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));

export const answerBytes = ({ content, structuredContent }: CallToolResult): AnswerBytes => ({
  text: jsonBytes(content.filter(({ type }) => type !== 'image')),
  data: jsonBytes(structuredContent),
});

export const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
