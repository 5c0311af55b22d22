import { useEffect, useRef, useState } from 'preact/hooks';
import { timeWords, useView } from '../view.ts';

type Pair = readonly number[];
export interface Line {
  name: string;
  points: readonly Pair[];
  outlier?: boolean | undefined;
}

interface Curve {
  title: string;
  unit: string;
  /** What stands on the axis below: epoch seconds, or a number with this name. */
  x: 'time' | string;
  lines: readonly Line[];
  /** At each place the least, the mean and the most. */
  band?: readonly Pair[] | undefined;
  /** What is drawn in any case, such as 0 to 100 of a percentage. */
  range?: readonly [number, number];
  note?: string | undefined;
}

const HEIGHT = 180;
const EDGE = { left: 44, right: 12, top: 10, bottom: 24 };

/** Round numbers between two values, three to six of them. */
export function ticksOf(from: number, to: number): number[] {
  const rough = (to - from) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

const figure = (value: number): string =>
  Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

/** Width of an element on the page, and whenever it changes. */
function useWidth(): { ref: { current: HTMLDivElement | null }; width: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => setWidth(Math.max(240, Math.floor(element.clientWidth) || 600));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

const pathOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** A curve over time or steps, drawn as lines and a band; arrow keys and the pointer read it. */
export function Chart({ title, unit, x, lines, band, range, note }: Curve) {
  const view = useView();
  const { words } = view;
  const { ref, width } = useWidth();
  const [place, setPlace] = useState<number>();
  const main: readonly Pair[] = band?.map(([at = 0, , mean = 0]) => [at, mean]) ?? lines[0]?.points ?? [];
  const every = [
    ...lines.flatMap(({ points }) => points),
    ...(band ?? []).flatMap(([at = 0, low = 0, , high = 0]) => [
      [at, low],
      [at, high],
    ]),
  ];
  if (main.length === 0) return <p class="quiet">{words.noCurve}</p>;
  const [ats, values] = [every.map(([at = 0]) => at), every.map(([, value = 0]) => value)];
  const [fromX, toX] = [Math.min(...ats), Math.max(...ats)];
  const [low, high] = [Math.min(...values, ...(range ?? [])), Math.max(...values, ...(range ?? []))];
  const pad = range ? 0 : (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  const [fromY, toY] = [low - pad, high + pad];
  const px = (at: number): number => EDGE.left + ((at - fromX) / (toX - fromX || 1)) * (width - EDGE.left - EDGE.right);
  const py = (value: number): number =>
    EDGE.top + (1 - (value - fromY) / (toY - fromY || 1)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const clock = (at: number): string =>
    timeWords(view, new Date(at * 1000).toISOString(), new Date(toX * 1000).toISOString());
  const shortClock = (at: number): string => clock(at).replace(/:\d\d$/, '');
  const where = (at: number): string => (x === 'time' ? clock(at) : `${x} ${at}`);
  const told = main.map(([, value = 0]) => value);
  const facts = [
    `${words.last} ${figure(told.at(-1) ?? 0)}${unit}`,
    `${words.mean} ${figure(told.reduce((sum, value) => sum + value, 0) / told.length)}${unit}`,
    `${words.min} ${figure(Math.min(...told))}${unit}`,
    `${words.max} ${figure(Math.max(...told))}${unit}`,
  ].join(', ');
  const here = place === undefined ? undefined : main[place];
  const nearest = (clientX: number, box: DOMRect): number => {
    const at = fromX + ((clientX - box.left - EDGE.left) / (box.width - EDGE.left - EDGE.right)) * (toX - fromX);
    const away = main.map(([each = 0]) => Math.abs(each - at));
    return away.indexOf(Math.min(...away));
  };
  const step = (by: number): void =>
    setPlace((now) => Math.min(main.length - 1, Math.max(0, (now ?? (by > 0 ? -1 : main.length)) + by)));
  const count = width < 480 ? 2 : 4;
  const below =
    x === 'time'
      ? Array.from({ length: count + 1 }, (_, index) => fromX + ((toX - fromX) * index) / count)
      : ticksOf(fromX, toX).filter((_, index, all) => width >= 480 || index % 2 === 0 || all.length < 4);
  const edge = (band ?? []).map(([at = 0, least = 0]) => [px(at), py(least)] as const);
  const top = (band ?? []).map(([at = 0, , , most = 0]) => [px(at), py(most)] as const).toReversed();
  const several = lines.length > 1 || band !== undefined;
  return (
    <figure class="chart">
      <figcaption>
        <span>{title}</span>
        <output>{here ? `${where(here[0] ?? 0)}: ${figure(here[1] ?? 0)}${unit}` : facts}</output>
      </figcaption>
      <div ref={ref}>
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the curve
          tabIndex={0}
          aria-label={`${title}: ${facts}. ${words.chartKeys}`}
          onPointerMove={(event) => setPlace(nearest(event.clientX, event.currentTarget.getBoundingClientRect()))}
          onPointerLeave={() => setPlace(undefined)}
          onBlur={() => setPlace(undefined)}
          onKeyDown={(event) => {
            const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            step(by);
          }}
        >
          {ticksOf(fromY, toY).map((value) => (
            <g key={value}>
              <line class="grid" x1={EDGE.left} x2={width - EDGE.right} y1={py(value)} y2={py(value)} />
              <text x={EDGE.left - 6} y={py(value) + 4} text-anchor="end">
                {`${figure(value)}${unit}`}
              </text>
            </g>
          ))}
          {below.map((at, index) => (
            <text
              key={at}
              x={px(at)}
              y={HEIGHT - 6}
              text-anchor={
                x !== 'time' ? 'middle' : index === 0 ? 'start' : index === below.length - 1 ? 'end' : 'middle'
              }
            >
              {x === 'time' ? shortClock(at) : figure(at)}
            </text>
          ))}
          {band && <path class="band" d={`${pathOf([...edge, ...top])}Z`} />}
          {band && <path class="line c0" d={pathOf(main.map(([at = 0, mean = 0]) => [px(at), py(mean)] as const))} />}
          {lines.map(({ name, points, outlier }, index) => (
            <path
              key={name}
              class={`line ${outlier ? 'outlier' : `c${index % 6}`}`}
              d={pathOf(points.map(([at = 0, value = 0]) => [px(at), py(value)] as const))}
            />
          ))}
          {here && (
            <line class="here" x1={px(here[0] ?? 0)} x2={px(here[0] ?? 0)} y1={EDGE.top} y2={HEIGHT - EDGE.bottom} />
          )}
          {here && <circle class="here" cx={px(here[0] ?? 0)} cy={py(here[1] ?? 0)} r={4} />}
        </svg>
      </div>
      {several && (
        <ul class="legend">
          {band && (
            <li>
              <i class="swatch c0" />
              {words.band}
            </li>
          )}
          {lines.map(({ name, outlier }, index) => (
            <li key={name}>
              <i class={`swatch ${outlier ? 'outlier' : `c${index % 6}`}`} />
              {outlier ? `${name} (${words.outlier})` : name}
            </li>
          ))}
        </ul>
      )}
      {note && <p class="quiet">{note}</p>}
    </figure>
  );
}
