import type { Host } from '../../src/cli/init/host.ts';
import { HOST_IDS, hostOf } from '../../src/cli/init/hosts.ts';
import { type UserPlaces, userPlaces } from '../../src/config/home.ts';
import { cell, type Page } from './page.ts';

/** The usual places on Linux, with a name in the place of the directory that differs between platforms. */
const PLACES: UserPlaces = { ...userPlaces({}, 'linux', '~'), programs: 'PROGRAMS' };

/** The files of a host, and the variables that move them. */
function files(host: Host): string {
  const moving: string[] = [];
  const places: UserPlaces = {
    ...PLACES,
    moved: (variable, ...usual) => {
      moving.push(`\`${variable}\` moves it`);
      return PLACES.moved(variable, ...usual);
    },
  };
  const shown = host.files.map(([scope, locate]) => `${scope}: \`${locate(places, '.')}\``);
  return shown.length === 0 ? 'none: pasted into its settings' : [...shown, ...moving].join('<br>');
}

const INHERITED: Readonly<Record<Host['passing']['inherits'], string>> = {
  all: 'all of its own',
  'not-keys': 'those whose names do not look like keys',
  few: 'a few of the system',
  unknown: 'not known',
};

function variables({ passing: { inherits, named } }: Host): string {
  if (named === undefined) return INHERITED[inherits];
  const form = named.as === 'list' ? `\`${named.member}\`` : `\`${named.member}\`: \`${named.as('NAME')}\``;
  return `${INHERITED[inherits]}; others by ${form}`;
}

const questions = ({ forms }: Host): string =>
  forms === undefined
    ? 'not known'
    : `${forms.shown ? 'yes' : 'no'}${forms.note === undefined ? '' : `; ${forms.note.en}`}`;

const row = (host: Host, id: string): string =>
  [host.title, `\`${id}\``, files(host), variables(host), questions(host), host.tried ?? 'no'].map(cell).join(' | ');

/** What `init` and `doctor` know of hosts. */
export const hostsPage = (): Page => ({
  file: 'docs/reference/hosts.md',
  title: 'Hosts',
  body: [
    'Where `init` enters the server, which variables of its environment a host passes on to a server, and whether it says that it shows',
    'the questions of a server. Without `--scope` the first file counts. `PROGRAMS` is `~/.config` on Linux, `~/Library/Application Support`',
    'on macOS and `%APPDATA%` on Windows. A host with a version was tried with it; of the others this is what their public documentation',
    'says.',
    '',
    '| host | name for `init` | file | variables that reach the server | shows questions | tried with |',
    '| --- | --- | --- | --- | --- | --- |',
    ...HOST_IDS.map((id) => `| ${row(hostOf(id), id)} |`),
  ].join('\n'),
});
