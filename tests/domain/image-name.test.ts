import { describe, expect, it } from 'vitest';
import { nearestImages, repositoryOf, saysCpu } from '../../src/domain/image-name.ts';

const made = (...uris: string[]) => uris.map((uri, index) => ({ uri, created: `2026-01-0${index + 1}` }));

describe('the image that was meant', () => {
  const all = made(
    'r/pai/pytorch:2.3.1-gpu-py310-cu118-ubuntu22.04',
    'r/pai/pytorch:2.3.1-gpu-py310-cu121-ubuntu22.04',
    'r/pai/pytorch:2.3.1-gpu-py311-cu121-ubuntu22.04',
    'r/pai/pytorch:2.10.0-gpu-py312-cu128-ubuntu24.04',
    'r/pai/tensorflow:2.3.1-gpu-py38-cu112-ubuntu20.04',
    'r/pai/pytorch:2.3.1-cpu-py310-ubuntu22.04',
  );

  it.each([
    ['pytorch:2.3.1-py310-cu121', 1],
    ['pytorch:2.3.1-cu118', 0],
    ['pytorch:2.3.1', 2],
    ['pytorch:2.9', 3],
    ['pytorch', 3],
    ['pytorch:2.3.1-cpu', 5],
    ['pytroch:2.3.1-py311', 2],
    ['tensorflow:latest', 4],
    ['nvcr.example/nvidia/pytorch-nightly:latest', 3],
    ['mypytorch-x:1', 4],
    ['a/b:5000/pytorch:2.10.0-gpu-py312-cu128-ubuntu24.04', 3],
  ])('by %s', (wanted, index) => expect(nearestImages(wanted, all, 1)).toEqual([all[index]?.uri]));

  it('is one of as many as were asked for, each once', () => {
    expect(nearestImages('pytorch', [...all, ...all], 3)).toHaveLength(3);
    expect(nearestImages('pytorch', [], 3)).toEqual([]);
  });

  it('is the newest where nothing is like it, or no time is known', () => {
    expect(nearestImages('x/zzz:1', all, 1)).toEqual([all[4]?.uri]);
    const timeless = all.map(({ uri }) => ({ uri, created: '' }));
    expect(nearestImages('pytorch:2.3.1-cu121', timeless, 2)).toEqual([all[1]?.uri, all[2]?.uri]);
  });
});

it.each([
  ['r.example:5000/a/b:1', 'b'],
  ['b@sha256:00', 'b'],
  ['b', 'b'],
  ['r.example/', ''],
])('the repository of %s is "%s"', (image, name) => expect(repositoryOf(image)).toBe(name));

it.each([
  ['r/pytorch:2.3.1-cpu-py310', true],
  ['r/pytorch:cpu', true],
  ['r/pytorch-cpu:1', true],
  ['r-cpu-x/pytorch:2.3.1', false],
  ['r/cpuinfo:1', false],
])('%s names itself one without GPU software: %s', (image, said) => expect(saysCpu(image)).toBe(said));
