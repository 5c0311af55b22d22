import { SECRET } from '../../../tests/api/harness.ts';
import { createRandom } from '../../../tests/shaping/corpus/random.ts';
import { type Planted, plantedSecrets, SPLITTERS } from '../../../tests/shaping/corpus/secrets.ts';
import { openHostileCloud, SURFACES, shownBy } from '../hostile-cloud.ts';
import { many, type Row, startedMain } from '../row.ts';

/** The keys that the server itself uses: known values, wherever they stand. */
const OWN: readonly Planted[] = [SECRET.accessKeySecret, SECRET.accessKeyId].flatMap((secret) =>
  [secret, `got ${secret} from the environment`, `{"k":"${secret}"}`].map((text) => ({
    kind: 'own key',
    text,
    secrets: [secret],
  })),
);

export const secrets: Row = {
  name: 'secrets',
  tries:
    'secrets of every kind in every text of the cloud, on every surface, error messages and questions included: masked',
  goal: '0 shown',
  beyond: 'a secret whose form no pattern knows; keep secrets out of commands, logs and names',
  async run(ask) {
    const r = createRandom(ask.seed);
    const at = await openHostileCloud(startedMain(ask));
    const corpus = plantedSecrets(many(ask, 1, 4), ask.seed);
    const perSurface = new Map<string, number>();
    const missed: string[] = [];
    let tried = 0;
    const surfaces = [
      ...Object.entries(SURFACES).map(([name, surface]) => ({ name, surface, fails: false })),
      ...['get_job', 'list_images', 'get_pod_logs', 'create', 'resource of a job'].flatMap((name) =>
        SURFACES[name] ? [{ name: `error of ${name}`, surface: SURFACES[name], fails: true }] : [],
      ),
    ];
    try {
      for (const { name, surface, fails } of surfaces)
        for (let n = 0; n < many(ask, 2, 150); n++) {
          const planted = r.chance(0.1) ? r.pick(OWN) : r.pick(corpus);
          const splits = r.chance(0.1) && planted.kind !== 'own key';
          const text = splits
            ? `${planted.text.slice(0, 3)}${r.pick(SPLITTERS)}${planted.text.slice(3)}`
            : planted.text;
          if (fails) at.fails(text, r.pick([400, 403]), r.pick(['InvalidParameter', 'Forbidden.RAM']));
          else at.says(text, text.split('\n'));
          const { all } = await shownBy(at, surface);
          tried += 1;
          const shown = planted.secrets.filter((secret) => all.includes(JSON.stringify(secret).slice(1, -1)));
          if (shown.length === 0) continue;
          perSurface.set(name, (perSurface.get(name) ?? 0) + 1);
          missed.push(`${name} shows ${planted.kind}: ${JSON.stringify(text.slice(0, 160))}`);
        }
    } finally {
      await at.close();
    }
    const detail = [...perSurface].map(([name, count]) => `${name} ${count}`).join(', ');
    return { tried, missed, detail: `${surfaces.length} surfaces${detail === '' ? '' : `; shown: ${detail}`}` };
  },
  broken: {
    file: 'src/shaping/mask.ts',
    find: '[maskOwn, maskShapes, maskCommands, maskScripts, maskCalls, maskMaps, maskNames]',
    replace: '[]',
  },
};
