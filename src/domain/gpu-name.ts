/**
 * The words of a name that tell one GPU from another: no vendor, no line of
 * products, no size of memory or count of cards.
 */
const modelsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/^\d+x(?=[a-z])/, ''))
    .filter((word) => /[a-z]/.test(word) && /\d/.test(word) && !/^(?:\d+g[bi]?b?|\d+x|x\d+)$/.test(word));

/** Whether two names mean the same GPU, as `Tesla-V100-16G`, `NVIDIA V100` and `8xV100` do. */
export const sameGpu = (a: string, b: string): boolean => {
  const models = modelsOf(b);
  return modelsOf(a).some((model) => models.includes(model));
};

/** Whether a name tells which GPU it is, unlike the `GPU` of samples. */
export const namesGpu = (name: string): boolean => modelsOf(name).length > 0;
