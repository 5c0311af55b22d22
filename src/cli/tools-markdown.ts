import type { AdvertisedTool } from '../server/advertise.ts';

interface Property {
  type?: unknown;
  enum?: readonly unknown[];
  description?: string;
  default?: unknown;
}

function typeOf(property: Property): string {
  if (property.enum) return property.enum.map(String).join(' | ');
  return typeof property.type === 'string' ? property.type : 'object';
}

function parameter([name, property]: [string, Property], required: readonly string[]): string {
  const facts = [
    typeOf(property),
    ...(required.includes(name) ? ['required'] : []),
    ...(property.default === undefined ? [] : [`default ${JSON.stringify(property.default)}`]),
  ];
  return `- \`${name}\` (${facts.join(', ')})${property.description ? `: ${property.description}` : ''}`;
}

/** One tool as a section of Markdown: what it is for, then its parameters as the model sees them. */
export function toolMarkdown(tool: AdvertisedTool): string {
  const { properties = {}, required = [] } = tool.inputSchema as {
    properties?: Record<string, Property>;
    required?: readonly string[];
  };
  const rows = Object.entries(properties).map((entry) => parameter(entry, required));
  return [`## ${tool.name}`, '', tool.description, '', ...rows].join('\n');
}
