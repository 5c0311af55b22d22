/** The simulated time: runs `speed` times as fast as the real one, and can be moved forward. */
export interface SimClock {
  now(): Date;
  /** Moves the time forward by that many simulated seconds; never back. */
  advance(seconds: number): void;
  /** Simulated seconds per real second; 0 freezes the time. */
  setSpeed(speed: number): void;
  speed(): number;
}

/** A clock that shows `start` (default: the real time) now. Throws `RangeError` on negative or infinite steps. */
export function createClock(start: Date = new Date(), initialSpeed = 1): SimClock {
  let speed = nonNegative(initialSpeed, 'speed');
  let simulated = start.getTime();
  let real = performance.now();

  const settle = (): number => {
    const at = performance.now();
    simulated += (at - real) * speed;
    real = at;
    return simulated;
  };
  return {
    now: () => new Date(settle()),
    advance: (seconds) => {
      simulated = settle() + nonNegative(seconds, 'advance') * 1000;
    },
    setSpeed: (next) => {
      settle();
      speed = nonNegative(next, 'speed');
    },
    speed: () => speed,
  };
}

function nonNegative(value: number, name: string): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new RangeError(`${name} must be a number that is not negative`);
}
