import { it } from 'vitest';
import { advertise } from '../../src/server/advertise.ts';
const mods = import.meta.glob('../../src/tools/{list-ecs-specs,list-workspaces,list-image-labels,list-images,get-image,list-datasets,get-dataset,list-code-sources,get-code-source}.ts', { eager: true });
it('s', () => { let t=0,n=0; for (const m of Object.values(mods)) for (const tool of Object.values(m as any)) { const j=advertise(tool as any,{region:undefined,workspaceId:undefined,locked:false}); console.log('SZ', (tool as any).name, JSON.stringify(j).length, JSON.stringify(j.inputSchema).length, JSON.stringify(j.outputSchema).length); t+=JSON.stringify(j).length;n++; if((tool as any).name==='list_images')console.log('SZ',JSON.stringify(j)) } console.log('SZ',t/n); });
