import {
  type ListResourcesResult,
  type ListResourceTemplatesResult,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  UriTemplate,
} from '@modelcontextprotocol/server';
import type { FaultKind } from '../domain/fault.ts';
import type { ResourceTemplate } from '../resources/resource.ts';
import { staticResources } from '../resources/static.ts';
import { resourceTemplates } from '../resources/templates.ts';
import type { OfferedTool } from './advertise.ts';
import { readPageFile } from './app/read-page.ts';
import { clip } from './bounds.ts';
import { STATIC } from './cache-hints.ts';
import type { Caller } from './client.ts';
import { base64, textsOf } from './results.ts';
import { readThrough } from './run-tool.ts';
import type { Runtime } from './runtime.ts';
import type { OfferedSkill } from './skill.ts';

export interface OfferedResources {
  list(): ListResourcesResult;
  listTemplates(): ListResourceTemplatesResult;
  read(uri: string, caller: Caller): Promise<ReadResourceResult>;
}

/** The variables of an address as parameters of its tool. */
const namedFor = ({ renamed = {} }: ResourceTemplate, args: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [renamed[name] ?? name, value]));

/** Characters of an unknown address that an error repeats. */
const LONGEST_URI = 300;

/** A tool's failure as a protocol error: `resources/read` has no `isError`. */
function failure(uri: string, kind: FaultKind, text: string): ProtocolError {
  if (kind === 'not_found') return new ResourceNotFoundError(clip(uri, LONGEST_URI), text);
  const ours = kind === 'invalid_input' || kind === 'refused';
  return new ProtocolError(ours ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError, text, { kind });
}

/** The resources that go with the offered tools. Listing them needs neither the cloud nor credentials. */
export function createResources(
  tools: readonly OfferedTool[],
  runtime: Runtime,
  skill: Pick<OfferedSkill, 'resource' | 'read'>,
): OfferedResources {
  const { reference } = runtime;
  const byName = new Map(tools.map((offered) => [offered.tool.name, offered]));
  const statics = staticResources();
  // Hosts find them by the tools that open them, so no list has them.
  const paged = tools.some(({ tool }) => tool.app !== undefined);
  const templates = resourceTemplates.flatMap((template) => {
    const offered = byName.get(template.tool);
    return offered === undefined ? [] : [{ template, offered, uri: new UriTemplate(template.uriTemplate) }];
  });

  return {
    list: () => ({ resources: [skill.resource, ...statics.map(({ text: _, ...shown }) => shown)] }),
    listTemplates: () => ({
      resourceTemplates: templates.map(({ template: { tool: _, renamed: __, ...shown } }) => shown),
    }),
    async read(uri, caller) {
      const fixed = (mimeType: string, text: string): ReadResourceResult => {
        const contents = [{ uri, mimeType, text }];
        return caller.era === 'modern' ? { contents, ...STATIC } : { contents };
      };
      const ofSkill = skill.read(uri);
      if (ofSkill !== undefined) return fixed('text/markdown', ofSkill);
      const found = statics.find((resource) => resource.uri === uri);
      if (found !== undefined)
        return fixed(
          found.mimeType,
          await found.text({ tools: await reference.tools(), operations: reference.operations }),
        );
      const page = paged ? await readPageFile(uri) : undefined;
      if (page !== undefined) return caller.era === 'modern' ? { ...page, ...STATIC } : page;
      for (const { template, offered, uri: pattern } of templates) {
        const args = pattern.match(uri);
        if (args === null) continue;
        const ended = await readThrough(offered, namedFor(template, args), caller, runtime);
        const text = textsOf(ended, runtime.banner).join('\n');
        if (ended.kind === 'fault') throw failure(uri, ended.details.kind, text);
        if (template.mimeType === 'text/plain') return { contents: [{ uri, mimeType: template.mimeType, text }] };
        const [picture] = ended.pictures ?? [];
        if (picture === undefined) throw new ResourceNotFoundError(clip(uri, LONGEST_URI), text);
        return { contents: [{ uri, mimeType: template.mimeType, blob: base64(picture.png) }] };
      }
      throw new ResourceNotFoundError(
        clip(uri, LONGEST_URI),
        `There is no such resource. Fix: use an address of resources/list, or fill in one of: ${templates.map(({ template }) => template.uriTemplate).join(', ')}.`,
      );
    },
  };
}
