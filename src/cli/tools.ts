import type { Config } from '../config/config.ts';
import { type AdvertisedTool, advertise } from '../server/advertise.ts';
import { offeredTools } from './compose.ts';

interface Property {
  type?: unknown;
  enum?: readonly unknown[];
  description?: string;
}

function typeOf(property: Property): string {
  if (property.enum) return property.enum.map(String).join(' | ');
  return typeof property.type === 'string' ? property.type : 'object';
}

function section(tool: AdvertisedTool): string {
  const { properties = {}, required = [] } = tool.inputSchema as {
    properties?: Record<string, Property>;
    required?: readonly string[];
  };
  const rows = Object.entries(properties).map(
    ([name, property]) =>
      `- \`${name}\` (${typeOf(property)}${required.includes(name) ? ', required' : ''})${property.description ? `: ${property.description}` : ''}`,
  );
  return [`## ${tool.name}`, '', tool.description, '', ...rows].join('\n');
}

/** `tools`: the reference of the offered tools, as Markdown or as the JSON of `tools/list`. */
export function toolsCommand(config: Config, json: boolean): void {
  const tools = offeredTools(config).map(advertise);
  console.log(json ? JSON.stringify({ tools }, null, 2) : `# Tools\n\n${tools.map(section).join('\n\n')}`);
}
