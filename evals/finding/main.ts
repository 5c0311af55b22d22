import { ALL, CORE } from '../../src/domain/toolsets.ts';
import { evaluate, listed } from './evaluate.ts';

for (const toolsets of [CORE, ALL])
  for (const { host, language, asked, found, missed } of evaluate(await listed(toolsets))) {
    console.log(`${host}, ${language}, toolsets ${toolsets}: ${found} of ${asked} tools found`);
    for (const { query, tool, instead } of missed)
      console.log(`  "${query}" finds ${instead.join(', ') || 'nothing'}, not ${tool}`);
  }
