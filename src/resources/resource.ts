import type { PolicyTool, RamActions } from '../policy/ram-policy.ts';

/** A resource with one address, whose text is about the server itself. It needs no credentials. */
export interface StaticResource {
  uri: string;
  name: string;
  title: string;
  description: string;
  mimeType: string;
  text(of: { tools: readonly PolicyTool[]; operations(): Promise<RamActions> }): string | Promise<string>;
}

/**
 * A family of resources that show what a read tool answers. The variables of the address are the tool's parameters by name,
 * so that a read is a call of the tool: checked, held in scope, masked, fenced and capped as one.
 */
export interface ResourceTemplate {
  uriTemplate: string;
  name: string;
  title: string;
  description: string;
  /** An image has the first picture of the answer. */
  mimeType: 'text/plain' | 'image/png';
  /** Offered only where this tool is. */
  tool: string;
  /** Which of the address's variables the tool takes under other names. */
  renamed?: Readonly<Record<string, string>>;
}
