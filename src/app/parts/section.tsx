import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { statusSaid } from '../../domain/status-said.ts';
import { toneOf, useView } from '../view.ts';

/** A titled part of a page, which a screen reader lists. */
export function Section({
  title,
  side,
  wide,
  children,
}: {
  title: string;
  side?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} class={wide ? 'card wide' : 'card'}>
      <header>
        <h2 id={id}>{title}</h2>
        {side}
      </header>
      {children}
    </section>
  );
}

/** A status in its colour; the word itself tells it too. */
export function Status({ status }: { status: string }) {
  const { language } = useView();
  return <span class={`status ${toneOf(status)}`}>{statusSaid(status)[language]}</span>;
}

/** Names and values; those without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, string | number | undefined])[] }) {
  return (
    <dl>
      {facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A part that scrolls by itself, by keyboard too. @param label for a screen reader */
export function Scroll({ label, tall, children }: { label: string; tall?: boolean; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class={tall ? 'scroll tall' : 'scroll'} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
