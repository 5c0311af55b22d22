import { describe, expect, it } from 'vitest';
import { excerpt } from '../../scripts/picture/excerpt.ts';
import { linesOf, plain } from '../../scripts/picture/lines.ts';
import { settled } from '../../scripts/picture/pictures.ts';
import { svg, THEMES } from '../../scripts/picture/svg.ts';

/** Relative luminance of #rrggbb (WCAG 2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const light = THEMES.light;
const drawn = (output: string): string => svg(linesOf(output), light, 'a < b', 'what is seen');

describe('a picture of the demo', () => {
  it.each(Object.entries(THEMES))('can be read: the %s theme has contrast', (_, { paper, bar, ink, dim, colours }) => {
    for (const colour of [ink, dim, ...Object.values(colours)])
      expect(contrast(colour, paper), colour).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dim, bar)).toBeGreaterThanOrEqual(4.5);
  });

  it('is text in the colours of the terminal, across lines', () => {
    const text = drawn('\u001b[1m\u001b[36m== one\u001b[39m\u001b[22m\n\u001b[33m> a <b>\n    c\u001b[39m & d');
    expect(text).toContain('<tspan class="cyan bold">== one</tspan>');
    expect(text).toContain('<tspan class="yellow">&gt; a &lt;b&gt;</tspan>');
    expect(text).toContain('<tspan class="yellow">    c</tspan> &amp; d');
    expect(text).toContain('<title id="title">a &lt; b</title>');
    for (const foreign of ['\u001b', '<script', '@font-face', 'href']) expect(text).not.toContain(foreign);
  });

  it('has no colour that a theme does not know', () => {
    expect(() => drawn('\u001b[34mblue\u001b[39m')).toThrow('no theme has the colour blue');
  });

  it('settles on the same text whatever a run took and wherever a line broke', () => {
    const [one, two] = ['ran 46 s, made\n    2 min 3 s ago', 'ran 12 min 46 s,\n    made 9 min ago'].map((text) =>
      settled(drawn(`\u001b[35m? it ${text}.\u001b[39m`)),
    );
    expect(one).toBe(two);
    expect(one).toContain('it ran TIME, made TIME ago.');
    expect(settled(drawn('its status is Creating.'))).toBe(settled(drawn('its status is Queuing.')));
    expect(settled(drawn('\u001b[35m? it ran\u001b[39m'))).not.toBe(settled(drawn('\u001b[33m? it ran\u001b[39m')));
    expect(settled(drawn('a'))).not.toBe(settled(drawn('b')));
  });

  it('cannot be drawn of a demo that has lost a step', () => {
    expect(() => excerpt(linesOf('== 1. Find\n> list_workspaces'))).toThrow('begins with "> list_ecs_specs"');
    expect(linesOf('a\n\nb').map(plain)).toEqual(['a', '', 'b']);
  });
});
