import type { Line, Span } from './lines.ts';

/** Colours of a window; text has a contrast of at least 4.5 to 1 on `paper`. */
export interface Theme {
  paper: string;
  bar: string;
  edge: string;
  ink: string;
  dim: string;
  colours: Readonly<Record<string, string>>;
}

export const THEMES: Readonly<Record<'light' | 'dark', Theme>> = {
  light: {
    paper: '#ffffff',
    bar: '#f6f8fa',
    edge: '#d1d9e0',
    ink: '#1f2328',
    dim: '#59636e',
    colours: { red: '#cf222e', green: '#1a7f37', yellow: '#7d4e00', magenta: '#8250df', cyan: '#0b6e8a' },
  },
  dark: {
    paper: '#0d1117',
    bar: '#161b22',
    edge: '#30363d',
    ink: '#f0f6fc',
    dim: '#9ea7b3',
    colours: { red: '#ff7b72', green: '#56d364', yellow: '#e3b341', magenta: '#d2a8ff', cyan: '#56d4dd' },
  },
};

const COLUMNS = 80;
const FONT = 13;
/** Of the usual monospaced fonts none is wider. */
const ADVANCE = FONT * 0.605;
const LINE = 18;
/** An empty line is a gap of half a line. */
const GAP = 9;
const BAR = 34;
const PAD = 18;
const LIGHTS = ['#ff5f57', '#febc2e', '#28c840'];

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

/** A span in its colour; the themes know every one that the demo uses. */
function spanSvg({ text, colour, bold, dim }: Span, { colours }: Theme): string {
  if (colour !== undefined && !(colour in colours)) throw new Error(`no theme has the colour ${colour}`);
  const names = [...(colour ? [colour] : dim ? ['dim'] : []), ...(bold ? ['bold'] : [])];
  const body = escaped(text);
  return names.length === 0 ? body : `<tspan class="${names.join(' ')}">${body}</tspan>`;
}

/** A terminal window with these lines, as one SVG document: text that can be selected, no script, no font of its own. */
export function svg(lines: readonly Line[], theme: Theme, title: string, description: string): string {
  const width = Math.ceil(2 * PAD + COLUMNS * ADVANCE);
  let y = BAR + PAD + FONT - 2;
  const rows = lines.flatMap((line) => {
    const row = `<text x="${PAD}" y="${y}">${line.map((span) => spanSvg(span, theme)).join('')}</text>`;
    y += line.length === 0 ? GAP : LINE;
    return line.length === 0 ? [] : [row];
  });
  const height = y - LINE + PAD + 6;
  const lights = LIGHTS.map(
    (colour, index) => `<circle cx="${PAD + 4 + index * 20}" cy="${BAR / 2}" r="6" fill="${colour}"/>`,
  );
  const inks = Object.entries(theme.colours).map(([name, colour]) => `.${name}{fill:${colour}}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">
<title id="title">${escaped(title)}</title>
<desc id="desc">${escaped(description)}</desc>
<style>
text{font:${FONT}px ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;fill:${theme.ink};white-space:pre}
.dim{fill:${theme.dim}}
.bold{font-weight:600}
${inks.join('\n')}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${theme.paper}" stroke="${theme.edge}"/>
<path d="M0.5 ${BAR}V10.5a10 10 0 0 1 10-10H${width - 10.5}a10 10 0 0 1 10 10V${BAR}z" fill="${theme.bar}" stroke="${theme.edge}"/>
${lights.join('')}
<text x="${width / 2}" y="${BAR / 2 + 4}" text-anchor="middle" class="dim">${escaped(title)}</text>
<g xml:space="preserve">
${rows.join('\n')}
</g>
</svg>
`;
}
