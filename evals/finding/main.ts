import { evaluate, listed } from './evaluate.ts';

for (const { host, language, asked, found, missed } of evaluate(await listed())) {
  console.log(`${host}, ${language}: ${found} of ${asked} tools found`);
  for (const { query, tool, instead } of missed)
    console.log(`  "${query}" finds ${instead.join(', ') || 'nothing'}, not ${tool}`);
}
