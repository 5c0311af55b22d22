import { inflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue and alpha of a pixel, 0 to 255. */
  at(x: number, y: number): readonly [number, number, number, number];
}

const SIGNATURE = '89504e470d0a1a0a';

/** A PNG as pixels: 8 bits, RGBA, not interlaced, which is what the rasteriser writes. */
export function decode(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  if (bytes.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('no PNG');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [depth, kind, , , interlaced] = bytes.subarray(24, 29);
  if (depth !== 8 || kind !== 6 || interlaced !== 0) throw new Error(`another kind of PNG: ${depth} ${kind}`);
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const rows = unfiltered(inflateSync(Buffer.concat(data)), width * 4, height);
  return {
    width,
    height,
    at(x, y) {
      const start = Math.round(y) * width * 4 + Math.round(x) * 4;
      return [rows[start] ?? 0, rows[start + 1] ?? 0, rows[start + 2] ?? 0, rows[start + 3] ?? 0];
    },
  };
}

function paeth(a: number, b: number, c: number): number {
  const pa = Math.abs(b - c);
  const pb = Math.abs(a - c);
  const pc = Math.abs(a + b - 2 * c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** What a filter takes a byte to be by its neighbours. */
function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function unfiltered(raw: Buffer, stride: number, height: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const value = raw[y * (stride + 1) + 1 + x] ?? 0;
      const at = y * stride + x;
      const left = x >= 4 ? (out[at - 4] ?? 0) : 0;
      const up = y > 0 ? (out[at - stride] ?? 0) : 0;
      const corner = x >= 4 && y > 0 ? (out[at - stride - 4] ?? 0) : 0;
      out[at] = (value + predicted(filter, left, up, corner)) & 255;
    }
  }
  return out;
}

/** Red, green and blue of `#rrggbb`. */
export const rgb = (hex: string): [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

/** Whether a pixel near a place has about this colour: a line is a pixel or two wide, and its edges are mixed with what is behind. */
export function hasColour(pixels: Pixels, [x, y]: readonly [number, number], hex: string, near = 2): boolean {
  const wanted = rgb(hex);
  for (let dy = -near; dy <= near; dy++) {
    const found = pixels.at(x, y + dy);
    if (wanted.every((value, channel) => Math.abs(value - (found[channel] ?? 0)) < 60)) return true;
  }
  return false;
}
